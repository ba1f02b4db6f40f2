package io.memmap.array;

/**
 * Floating-point numbers as longs in the same order, in which NaN is greater than all other numbers
 * and -0.0 equals 0.0, as for {@code np.sort}.
 */
public final class SortedDouble {
  /** The key of -infinity. */
  public static final long LEAST = key(Double.NEGATIVE_INFINITY);

  /** The key of every NaN. */
  public static final long NAN = key(Double.POSITIVE_INFINITY) + 1;

  private SortedDouble() {}

  /** The key of a number: equal for equal numbers, greater for greater ones. */
  public static long key(double number) {
    if (Double.isNaN(number)) {
      return NAN;
    }
    long bits = Double.doubleToRawLongBits(number);
    return bits >= 0 ? bits : Long.MIN_VALUE - bits; // less the magnitude, which is 0 for -0.0
  }

  /** The number with a key from {@link #LEAST} to {@link #NAN}; 0.0 for the key of both zeros. */
  public static double number(long key) {
    if (key == NAN) {
      return Double.NaN;
    }
    return key >= 0 ? Double.longBitsToDouble(key) : -Double.longBitsToDouble(-key);
  }
}
