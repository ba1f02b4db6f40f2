package io.memmap.spark.internal.kernel;

import io.memmap.array.ScalarDType;

/**
 * The sum of floating-point numbers as a double. It is added up in another order than Spark's own,
 * hence rounded in other places.
 */
final class FloatSum extends Reduction {
  private final DoubleLoad load;
  private double sum;

  FloatSum(ScalarDType dtype) {
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
