package io.memmap.spark.internal.kernel;

/**
 * The sum of floating-point numbers as a double. It is added in another order than Spark's own sum,
 * so it may be rounded differently.
 */
final class DoubleSum extends Reduction {
  private double sum;

  @Override
  void add(ColumnLoops loops, long address, long stride, int length) {
    sum += loops.doubles().sum(address, stride, length);
  }

  @Override
  Object finish() {
    double result = sum;
    sum = 0;
    return result;
  }
}
