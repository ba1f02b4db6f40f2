package io.memmap.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Converts the fixtures' notation of values to canonical bytes. */
final class GoldenValues {
  private static final String NAN = "nan(";

  private GoldenValues() {}

  /** Encodes nested lists by logical index, or a single value. */
  static byte[] encode(JsonNode values, NumpyKind kind) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    encode(values, kind, out);
    return out.toByteArray();
  }

  private static void encode(JsonNode values, NumpyKind kind, ByteArrayOutputStream out) {
    if (values.isArray()) {
      values.forEach(item -> encode(item, kind, out));
    } else {
      out.writeBytes(element(values, kind));
    }
  }

  private static byte[] element(JsonNode value, NumpyKind kind) {
    ByteBuffer out = ByteBuffer.allocate(kind.canonicalWidth()).order(ByteOrder.LITTLE_ENDIAN);
    switch (kind) {
      case BOOL -> out.put((byte) (value.booleanValue() ? 1 : 0));
      case FLOAT16 -> out.putInt(half(value.textValue()));
      case FLOAT32 -> out.putInt(single(value.textValue()));
      case FLOAT64 -> out.putLong(double64(value.textValue()));
      case COMPLEX64, COMPLEX128, BYTES, VOID, TEXT, DATE, MONTH, DATETIME, DURATION ->
          throw new IllegalArgumentException(kind + " is compared as an element");
      case INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64 ->
          out.put(integer(new BigInteger(value.textValue()), kind.itemsize()));
    }
    return out.array();
  }

  private static byte[] integer(BigInteger value, int size) {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = value.shiftRight(8 * i).byteValue();
    }
    return bytes;
  }

  private static int half(String text) {
    return text.startsWith(NAN) ? widenHalfNan((int) nanBits(text)) : single(text);
  }

  /**
   * Widens a float16 NaN as NumPy does: the payload moves to the top bits and may stay signalling.
   */
  static int widenHalfNan(int half) {
    return (half & 0x8000) << 16 | 0x7f80_0000 | (half & 0x3ff) << 13;
  }

  private static int single(String text) {
    if (text.startsWith(NAN)) {
      return (int) nanBits(text);
    }
    return switch (text) {
      case "inf" -> Float.floatToRawIntBits(Float.POSITIVE_INFINITY);
      case "-inf" -> Float.floatToRawIntBits(Float.NEGATIVE_INFINITY);
      default -> Float.floatToRawIntBits(Float.parseFloat(text));
    };
  }

  private static long double64(String text) {
    if (text.startsWith(NAN)) {
      return nanBits(text);
    }
    return switch (text) {
      case "inf" -> Double.doubleToRawLongBits(Double.POSITIVE_INFINITY);
      case "-inf" -> Double.doubleToRawLongBits(Double.NEGATIVE_INFINITY);
      default -> Double.doubleToRawLongBits(Double.parseDouble(text));
    };
  }

  private static long nanBits(String text) {
    return Long.parseUnsignedLong(text.substring(NAN.length(), text.length() - 1), 16);
  }
}
