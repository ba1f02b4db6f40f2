package io.memmap.spark.internal.kernel;

import io.memmap.array.ScalarDType;
import io.memmap.spark.internal.kernel.load.DoubleLoad;
import io.memmap.spark.internal.kernel.loop.DoubleKernel;

/**
 * The sum of floating-point numbers as a double. It is added in another order than Spark's own sum,
 * so it may be rounded differently.
 */
final class DoubleSum extends Reduction {
  private final DoubleLoad load;
  private double sum;

  DoubleSum(ScalarDType dtype) {
    super(dtype);
    this.load = DoubleLoad.of(dtype);
  }

  @Override
  void add(long address, long stride, int length) {
    sum += DoubleKernel.of(load, itemsize(), stride).sum(address, stride, length);
  }

  @Override
  Object finish() {
    double result = sum;
    sum = 0;
    return result;
  }
}
