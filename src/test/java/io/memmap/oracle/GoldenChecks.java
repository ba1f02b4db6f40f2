package io.memmap.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * Checks arrays that are too large to list by the digests, sums and single values in the fixtures'
 * {@code checks}.
 */
final class GoldenChecks {
  private static final int QUIET_NAN = 0x7fc0_0000;

  private GoldenChecks() {}

  static void assertHold(byte[] canonical, NumpyKind kind, JsonNode expect) {
    JsonNode checks = expect.path("checks");
    if (kind == NumpyKind.FLOAT16) {
      // float16 is read as float, so the digest of the widened values is compared.
      assertThat(GoldenFixtures.sha256(withOneNan(canonical)))
          .isEqualTo(expect.path("widened_to_f4_sha256").textValue());
    } else {
      assertThat(GoldenFixtures.sha256(canonical))
          .isEqualTo(checks.path("sha256_c_le").textValue());
    }
    if (checks.has("sum")) {
      assertThat(sumOfFloats(canonical))
          .isEqualTo(Double.parseDouble(checks.path("sum").textValue()));
    }
    List<Integer> shape = GoldenRead.integers(expect.path("shape"));
    for (JsonNode spot : checks.path("spots")) {
      assertSpot(canonical, kind, shape, spot);
    }
  }

  private static void assertSpot(
      byte[] canonical, NumpyKind kind, List<Integer> shape, JsonNode spot) {
    int element = 0;
    for (int axis = 0; axis < shape.size(); axis++) {
      element = element * shape.get(axis) + spot.path("index").path(axis).intValue();
    }
    int width = kind.canonicalWidth();
    assertThat(Arrays.copyOfRange(canonical, element * width, (element + 1) * width))
        .as("element %s", spot.path("index"))
        .isEqualTo(GoldenValues.encode(spot.path("value"), kind));
  }

  private static byte[] withOneNan(byte[] floats) {
    ByteBuffer bits = ByteBuffer.wrap(floats.clone()).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < floats.length; at += Float.BYTES) {
      if (Float.isNaN(bits.getFloat(at))) {
        bits.putInt(at, QUIET_NAN);
      }
    }
    return bits.array();
  }

  private static double sumOfFloats(byte[] floats) {
    ByteBuffer values = ByteBuffer.wrap(floats).order(ByteOrder.LITTLE_ENDIAN);
    double sum = 0;
    while (values.hasRemaining()) {
      sum += values.getFloat();
    }
    return sum;
  }
}
