package io.memmap.spark.internal.kernel.group;

import io.memmap.spark.internal.kernel.load.KernelClass;
import io.memmap.spark.internal.kernel.load.LongLoad;

/**
 * Loops over integers of one kind, each of which changes the result of its group: {@code count} of
 * them, the first at {@code address} and each {@code stride} bytes after the one before. The groups
 * of the integers are {@code slots[from]} and those after it, or, in methods named {@code Along},
 * {@code slot} and those after it.
 */
interface LongGroupKernel {

  /** Adds modulo 2<sup>64</sup>. */
  void sum(long[] sums, int[] slots, int from, long address, long stride, int count);

  /** Adds up to the first integer whose sum would overflow; returns how many were added. */
  int exactSum(long[] sums, int[] slots, int from, long address, long stride, int count);

  void least(long[] found, int[] slots, int from, long address, long stride, int count);

  void greatest(long[] found, int[] slots, int from, long address, long stride, int count);

  void sumAlong(long[] sums, int slot, long address, long stride, int count);

  int exactSumAlong(long[] sums, int slot, long address, long stride, int count);

  void leastAlong(long[] found, int slot, long address, long stride, int count);

  void greatestAlong(long[] found, int slot, long address, long stride, int count);

  /** Adds {@code times} the distance of each integer from {@code least} to its slot. */
  void place(int[] slots, long least, int times, int from, long address, long stride, int count);

  /** The loops for values that are {@code stride} bytes apart. */
  static LongGroupKernel of(LongLoad load, int itemsize, long stride) {
    int step = stride == itemsize ? itemsize : KernelClass.ANY_STRIDE;
    return KernelClass.of(LongGroupLoops.class, LongGroupKernel.class, load, step);
  }
}
