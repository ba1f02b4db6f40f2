package io.memmap.spark.internal.kernel;

import io.memmap.array.ScalarDType;

/** The sum of numbers divided by their count, as Spark divides them. */
final class Average extends Reduction {
  private final Reduction sum;
  private long count;

  /**
   * @param sum of such numbers, which does not overflow
   */
  Average(ScalarDType dtype, Reduction sum) {
    super(dtype);
    this.sum = sum;
  }

  @Override
  void add(long address, long stride, int length) {
    sum.add(address, stride, length);
    count += length;
  }

  @Override
  Object finish() {
    double average = ((Number) sum.finish()).doubleValue() / count;
    count = 0;
    return average;
  }
}
