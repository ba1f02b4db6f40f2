package io.memmap.spark.internal.kernel.loop;

import io.memmap.spark.internal.kernel.lanes.DoubleSummary;
import io.memmap.spark.internal.kernel.load.DoubleLoad;
import io.memmap.spark.internal.kernel.load.KernelClass;

/**
 * Loops over floating-point numbers of one kind: {@code count} of them, at least 1, the first at
 * {@code address} and each {@code stride} bytes after the one before.
 */
public interface DoubleKernel {

  /** The sum, as the sum of the sums of four quarters. */
  double sum(long address, long stride, int count);

  /** The least number that is not NaN; infinity if all numbers are NaN. */
  double least(long address, long stride, int count);

  /** The greatest number, or the first NaN if there is one. */
  double greatest(long address, long stride, int count);

  /**
   * The first number that is equal to a value, which tells -0.0 from 0.0.
   *
   * @param value is among the numbers
   */
  double first(double value, long address, long stride, int count);

  /** Whether all numbers are NaN. */
  boolean isNothingButNaN(long address, long stride, int count);

  /** Adds the numbers to a summary; the sum is that of {@link #sum}. */
  void summarize(long address, long stride, int count, DoubleSummary into);

  /** The loops for numbers that are {@code stride} bytes apart. */
  static DoubleKernel of(DoubleLoad load, int itemsize, long stride) {
    return stride == itemsize
        ? ChosenDoubles.of(load, itemsize)
        : KernelClass.of(DoubleLoops.class, DoubleKernel.class, load, KernelClass.ANY_STRIDE);
  }
}
