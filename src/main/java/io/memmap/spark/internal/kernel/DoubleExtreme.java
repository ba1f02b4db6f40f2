package io.memmap.spark.internal.kernel;

import io.memmap.spark.internal.kernel.loop.DoubleKernel;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.FloatType;

/**
 * The least or the greatest floating-point number in Spark's order ({@code
 * SQLOrderingUtil.compareDoubles}): NaN is greater than all other numbers, and -0.0 equals 0.0, so
 * the first of them is the result.
 */
public final class DoubleExtreme extends Reduction {
  private final DataType type;
  private final boolean least;
  private double found;
  private boolean empty = true;

  /**
   * @param least whether to find the least number, else the greatest
   */
  DoubleExtreme(DataType type, boolean least) {
    this.type = type;
    this.least = least;
  }

  @Override
  void add(ColumnLoops loops, long address, long stride, int length) {
    double value = of(loops.doubles(), least, address, stride, length);
    if (empty || (least ? isLess(value, found) : isLess(found, value))) {
      found = value;
      empty = false;
    }
  }

  /** The least or the greatest of some numbers; of zeros, the first one. */
  public static double of(
      DoubleKernel kernel, boolean least, long address, long stride, int length) {
    double value =
        least ? leastOf(kernel, address, stride, length) : kernel.greatest(address, stride, length);
    return value == 0 ? kernel.first(0, address, stride, length) : value;
  }

  private static double leastOf(DoubleKernel kernel, long address, long stride, int length) {
    double value = kernel.least(address, stride, length);
    return value == Double.POSITIVE_INFINITY && kernel.isNothingButNaN(address, stride, length)
        ? Double.NaN
        : value;
  }

  public static boolean isLess(double a, double b) {
    return Double.isNaN(b) ? !Double.isNaN(a) : a < b;
  }

  @Override
  Object finish() {
    empty = true;
    return type instanceof FloatType ? (Object) (float) found : found;
  }
}
