package io.memmap.array;

/** Half precision by the formula of IEEE 754, in double arithmetic. */
public final class HalfReference {
  private HalfReference() {}

  /** The value of the half with these bits. */
  public static float value(int bits) {
    int exponent = (bits >> 10) & 0x1f;
    int fraction = bits & 0x3ff;
    if (exponent == 0x1f && fraction != 0) {
      return Float.intBitsToFloat(((bits & 0x8000) << 16) | 0x7f800000 | (fraction << 13));
    }
    double magnitude =
        switch (exponent) {
          case 0 -> fraction / 1024.0 * Math.pow(2, -14);
          case 0x1f -> Double.POSITIVE_INFINITY;
          default -> (1 + fraction / 1024.0) * Math.pow(2, exponent - 15);
        };
    return (float) ((bits & 0x8000) == 0 ? magnitude : -magnitude);
  }
}
