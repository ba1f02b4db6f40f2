package io.memmap.array;

/**
 * IEEE 754 half precision: 1 sign bit, 5 exponent bits, 10 fraction bits. Every half is exact as a
 * float; NaN payloads move up, as in NumPy ({@code 0x7e01} becomes {@code 0x7fc02000}).
 */
public final class HalfFloat {
  private static final int EXPONENT_REBIAS = (127 - 15) << 23;
  private static final float SMALLEST_SUBNORMAL = 0x1p-24f;

  /** Halfway between the largest half and the next power of two: from here on, infinity. */
  private static final double OVERFLOW = 65520;

  private HalfFloat() {}

  /** The value of the half with these bits. */
  public static float toFloat(short bits) {
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

  /**
   * The bits of the nearest half of a float. Signalling NaNs stay signalling, which a conversion to
   * double would not keep.
   */
  public static short toHalf(float value) {
    if (!Float.isNaN(value)) {
      return toHalf((double) value);
    }
    int bits = Float.floatToRawIntBits(value);
    int payload = (bits >>> 13) & 0x03ff;
    return (short) (((bits >>> 16) & 0x8000) | 0x7c00 | (payload == 0 ? 0x0200 : payload));
  }

  /** The bits of the nearest half, ties to even; NaN keeps the upper bits of its payload. */
  public static short toHalf(double value) {
    int sign = value < 0 || 1 / value < 0 ? 0x8000 : 0;
    double magnitude = Math.abs(value);
    if (Double.isNaN(value)) {
      long bits = Double.doubleToRawLongBits(value);
      int payload = (int) (bits >>> 42) & 0x03ff;
      int nanSign = (int) (bits >>> 48) & 0x8000;
      return (short) (nanSign | 0x7c00 | (payload == 0 ? 0x0200 : payload));
    }
    if (magnitude >= OVERFLOW) {
      return (short) (sign | 0x7c00);
    }
    // one unit in the last place of the half; Math.rint rounds ties to even
    int exponent = Math.max(Math.getExponent(magnitude), -14);
    double ulp = Math.scalb(1.0, exponent - 10);
    int units = (int) Math.rint(magnitude / ulp);
    int biased = exponent + 14;
    return (short) (sign | ((biased << 10) + units));
  }
}
