package io.memmap.array;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HalfFloatTest {
  @Test
  void everyHalfIsExactAsAFloat() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      int found = Float.floatToRawIntBits(HalfFloat.toFloat((short) bits));
      int expected = Float.floatToRawIntBits(HalfReference.value(bits));
      if (found != expected) {
        assertThat(found).as("%04x", bits).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "0000, 00000000", // 0
    "8000, 80000000", // -0
    "0001, 33800000", // 2**-24, the smallest
    "8001, b3800000",
    "03ff, 387fc000", // the largest subnormal
    "0400, 38800000", // 2**-14, the smallest normal
    "3555, 3eaaa000", // about 1/3
    "3c00, 3f800000", // 1
    "c000, c0000000", // -2
    "7bff, 477fe000", // 65504, the largest
    "7c00, 7f800000",
    "fc00, ff800000",
    "7e00, 7fc00000",
    "7e01, 7fc02000",
    "7d01, 7fa02000", // a signalling NaN stays one
    "ffff, ffffe000"
  })
  void valuesOfTheStandard(String half, String expected) {
    int found = Float.floatToRawIntBits(HalfFloat.toFloat((short) Integer.parseInt(half, 16)));
    assertThat(found).isEqualTo(Integer.parseUnsignedInt(expected, 16));
  }
}
