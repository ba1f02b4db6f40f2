package io.memmap.spark.internal.kernel.match;

import io.memmap.spark.internal.kernel.load.KernelClass;
import io.memmap.spark.internal.kernel.load.LongLoad;

/**
 * Loops that test integers of one kind: {@code count} of them, at least 1, the first at {@code
 * address} and each {@code stride} bytes after the one before. For integer {@code i} that passes
 * they set bit {@code at + i} of the words, whose bits are clear before.
 */
interface LongMatchKernel {

  /** Integers from {@code least} to {@code most}. */
  void within(long address, long stride, int count, long least, long most, long[] words, int at);

  /**
   * Integers that lie in a range.
   *
   * @param bounds first and last of each range, in order
   */
  void among(long address, long stride, int count, long[] bounds, long[] words, int at);

  /** The loops for values that are {@code stride} bytes apart. */
  static LongMatchKernel of(LongLoad load, int itemsize, long stride) {
    return stride == itemsize
        ? ChosenLongMatches.of(load, itemsize)
        : KernelClass.of(LongMatchLoops.class, LongMatchKernel.class, load, KernelClass.ANY_STRIDE);
  }
}
