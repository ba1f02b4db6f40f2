package io.memmap.spark.internal.write.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.array.Endian;
import io.memmap.array.HalfFloat;
import io.memmap.array.ScalarKind;
import java.math.BigDecimal;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberEncoderTest {
  private static byte[] encoded(ScalarKind kind, Endian endian, boolean checked, String number) {
    byte[] element = new byte[kind.itemsize()];
    NumberEncoder encoder = new NumberEncoder(kind, new ElementBytes(endian), checked);
    if (number.startsWith("d")) {
      encoder.encode(new BigDecimal(number.substring(1)), element, 0);
    } else if (number.matches("-?\\d+")) {
      encoder.encode(Long.parseLong(number), element, 0);
    } else {
      encoder.encode(Double.parseDouble(number), element, 0);
    }
    return element;
  }

  @ParameterizedTest
  @CsvSource({
    "UINT8, 255, ff",
    "INT8, -128, 80",
    "INT16, 32767, 7fff",
    "UINT16, 65535.0, ffff",
    "UINT32, 4294967295, ffffffff",
    "INT64, -9223372036854775808, 8000000000000000",
    "UINT64, d18446744073709551615, ffffffffffffffff",
    "UINT64, 9223372036854775808.0, 8000000000000000",
    "BOOL, 1, 01",
    "FLOAT16, 2048, 6800",
    "FLOAT16, 65504, 7bff",
    "FLOAT16, NaN, 7e00",
    "FLOAT32, 0.1, 3dcccccd",
    "FLOAT32, 16777216, 4b800000",
    "FLOAT64, d0.5, 3fe0000000000000"
  })
  void storesValuesThatFit(ScalarKind kind, String number, String bytes) {
    assertThat(HexFormat.of().formatHex(encoded(kind, Endian.BIG, true, number))).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource({
    "UINT8, 256, 256 is out of range for uint8",
    "UINT8, -1, -1 is out of range for uint8",
    "INT32, 2147483648, 2147483648 is out of range for int32",
    "INT32, 1.5, '1.5 is not an integer, as needed for int32'",
    "INT64, NaN, 'NaN is not an integer, as needed for int64'",
    "UINT64, -1, -1 is out of range for uint64",
    "UINT64, d18446744073709551616, 18446744073709551616 is out of range for uint64",
    "INT64, 9223372036854775808.0, 9223372036854775808 is out of range for int64",
    "INT64, 1e300, 1.0E300 is out of range for int64",
    "UINT8, -1.7976931348623157e308, -1.7976931348623157E308 is out of range for uint8",
    "UINT64, 1e22, 10000000000000000000000 is out of range for uint64",
    "BOOL, 2, 2 is out of range for bool",
    "FLOAT16, 65520.0, 65520.0 is out of range for float16",
    "FLOAT16, 2049, 2049 is not exact as float16",
    "FLOAT32, 16777217, 16777217 is not exact as float32",
    "FLOAT32, 1e39, 1.0E39 is out of range for float32",
    "FLOAT64, 9007199254740993, 9007199254740993 is not exact as float64"
  })
  void refusesValuesThatDoNotFit(ScalarKind kind, String number, String message) {
    assertThatThrownBy(() -> encoded(kind, Endian.LITTLE, true, number))
        .isInstanceOf(UnfitValueException.class)
        .hasMessage(message + "; give another dtype, or casting=unsafe");
  }

  @ParameterizedTest
  @CsvSource({
    "UINT8, 256, 00",
    "INT8, 200, c8",
    "INT32, -1.5, ffffffff",
    "UINT8, 3.99, 03",
    "BOOL, 7, 01",
    "BOOL, 0.5, 01",
    "FLOAT32, 1e39, 7f800000"
  })
  void convertsLikeCIfUnchecked(ScalarKind kind, String number, String bytes) {
    assertThat(HexFormat.of().formatHex(encoded(kind, Endian.BIG, false, number))).isEqualTo(bytes);
  }

  @Test
  void everyHalfIsKept() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      float value = HalfFloat.toFloat((short) bits);
      if (!Float.isNaN(value)) {
        assertThat(HalfFloat.toHalf(value)).isEqualTo((short) bits);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1.00048828125, 3c00", "1.0004883, 3c01", "1.00146484375, 3c02", "6e-8, 0001"})
  void halvesRoundToTheNearestAndTiesToEven(double value, String bits) {
    assertThat(HexFormat.of().toHexDigits(HalfFloat.toHalf(value))).isEqualTo(bits);
  }
}
