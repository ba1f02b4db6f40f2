package io.memmap.spark.internal.kernel;

import io.memmap.array.ScalarDType;
import io.memmap.spark.internal.kernel.load.LongLoad;
import io.memmap.spark.internal.kernel.loop.LongKernel;

/**
 * The sum of integers as a long. If an addition would overflow, the sum so far and the next value
 * become separate parts of the result: Spark adds them and treats the overflow as that of its own
 * sums (an error, null or a wrapped value).
 */
public final class LongSum extends Reduction {
  /** The sum of two numbers below this does not overflow. */
  private static final long SMALL = 1L << 62;

  private final LongLoad load;
  private long sum;

  LongSum(ScalarDType dtype) {
    this.load = LongLoad.of(dtype);
  }

  @Override
  void add(ColumnLoops loops, long address, long stride, int length) {
    LongKernel kernel = loops.longs();
    if (isSmall(sum) && isSmall(load, kernel, address, stride, length)) {
      sum += kernel.sum(address, stride, length);
    } else {
      addOneByOne(address, stride, length);
    }
  }

  public static boolean isSmall(long sum) {
    return -SMALL < sum && sum < SMALL;
  }

  /** Whether no sum of any of the values can reach {@link #SMALL}. */
  public static boolean isSmall(
      LongLoad load, LongKernel kernel, long address, long stride, int length) {
    if (load.bits() <= Integer.SIZE) { // length is an int
      return length < SMALL >>> load.bits();
    }
    return kernel.magnitude(address, stride, length) < SMALL / length - 1;
  }

  private void addOneByOne(long address, long stride, int length) {
    for (int i = 0; i < length; i++) {
      long value = load.at(address + i * stride);
      long next = sum + value;
      if (((sum ^ next) & (value ^ next)) < 0) {
        overflow(sum);
        overflow(value);
        next = 0;
      }
      sum = next;
    }
  }

  @Override
  Object finish() {
    long result = sum;
    sum = 0;
    return result;
  }
}
