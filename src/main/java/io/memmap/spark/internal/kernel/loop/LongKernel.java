package io.memmap.spark.internal.kernel.loop;

import io.memmap.spark.internal.kernel.lanes.LongSummary;
import io.memmap.spark.internal.kernel.load.KernelClass;
import io.memmap.spark.internal.kernel.load.LongLoad;

/**
 * Loops over integers of one kind: {@code count} of them, at least 1, the first at {@code address}
 * and each {@code stride} bytes after the one before.
 */
public interface LongKernel {

  /** The sum modulo 2<sup>64</sup>. */
  long sum(long address, long stride, int count);

  /** A number {@code m >= 0} such that all values are from {@code -m - 1} to {@code m}. */
  long magnitude(long address, long stride, int count);

  long least(long address, long stride, int count);

  long greatest(long address, long stride, int count);

  /** Adds the integers to a summary. */
  void summarize(long address, long stride, int count, LongSummary into);

  /** The loops for values that are {@code stride} bytes apart. */
  static LongKernel of(LongLoad load, int itemsize, long stride) {
    return stride == itemsize
        ? ChosenLongs.of(load, itemsize)
        : KernelClass.of(LongLoops.class, LongKernel.class, load, KernelClass.ANY_STRIDE);
  }
}
