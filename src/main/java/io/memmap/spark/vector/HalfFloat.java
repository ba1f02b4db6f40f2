package io.memmap.spark.vector;

/**
 * IEEE 754 half precision: 1 sign bit, 5 exponent bits, 10 fraction bits. Every half is exact as a
 * float; NaN payloads move up, as in NumPy ({@code 0x7e01} becomes {@code 0x7fc02000}).
 */
final class HalfFloat {
  private static final int EXPONENT_REBIAS = (127 - 15) << 23;
  private static final float SMALLEST_SUBNORMAL = 0x1p-24f;

  private HalfFloat() {}

  static float toFloat(short bits) {
    int sign = (bits & 0x8000) << 16;
    int exponent = bits & 0x7c00;
    int fraction = bits & 0x03ff;
    if (exponent == 0x7c00) {
      return Float.intBitsToFloat(sign | 0x7f800000 | (fraction << 13));
    }
    if (exponent == 0) {
      return Float.intBitsToFloat(sign | Float.floatToRawIntBits(fraction * SMALLEST_SUBNORMAL));
    }
    return Float.intBitsToFloat(sign | (((bits & 0x7fff) << 13) + EXPONENT_REBIAS));
  }
}
