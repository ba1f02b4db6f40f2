package io.memmap.spark.internal.kernel.match;

import io.memmap.spark.internal.kernel.load.DoubleLoad;
import io.memmap.spark.internal.kernel.load.KernelClass;

/**
 * Loops that test floating-point numbers of one kind: {@code count} of them, at least 1, the first
 * at {@code address} and each {@code stride} bytes after the one before. For number {@code i} that
 * passes they set bit {@code at + i} of the words, whose bits are clear before.
 */
interface DoubleMatchKernel {

  /** Numbers that are not greater than {@code most}; never NaN. */
  void atMost(long address, long stride, int count, double most, long[] words, int at);

  /** Numbers from {@code least} to {@code most}; never NaN. */
  void within(
      long address, long stride, int count, double least, double most, long[] words, int at);

  /**
   * Numbers whose {@link io.memmap.array.SortedDouble} lies in a range.
   *
   * @param bounds first and last of each range, in order
   */
  void among(long address, long stride, int count, long[] bounds, long[] words, int at);

  /** The loops for numbers that are {@code stride} bytes apart. */
  static DoubleMatchKernel of(DoubleLoad load, int itemsize, long stride) {
    return stride == itemsize
        ? ChosenDoubleMatches.of(load, itemsize)
        : KernelClass.of(
            DoubleMatchLoops.class, DoubleMatchKernel.class, load, KernelClass.ANY_STRIDE);
  }
}
