package io.memmap.spark.internal.kernel;

/** The sum of numbers divided by their count, as Spark divides them. */
final class Average extends Reduction {
  private final Reduction sum;
  private long count;

  /**
   * @param sum of such numbers, which does not overflow
   */
  Average(Reduction sum) {
    this.sum = sum;
  }

  @Override
  void add(ColumnLoops loops, long address, long stride, int length) {
    sum.add(loops, address, stride, length);
    count += length;
  }

  @Override
  Object finish() {
    double average = ((Number) sum.finish()).doubleValue() / count;
    count = 0;
    return average;
  }
}
