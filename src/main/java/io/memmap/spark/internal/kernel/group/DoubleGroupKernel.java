package io.memmap.spark.internal.kernel.group;

import io.memmap.spark.internal.kernel.load.DoubleLoad;
import io.memmap.spark.internal.kernel.load.KernelClass;

/**
 * Loops over floating-point numbers of one kind, each of which changes the result of its group:
 * {@code count} of them, the first at {@code address} and each {@code stride} bytes after the one
 * before. The groups of the numbers are {@code slots[from]} and those after it, or, in methods
 * named {@code Along}, {@code slot} and those after it.
 */
interface DoubleGroupKernel {

  void sum(double[] sums, int[] slots, int from, long address, long stride, int count);

  /** Keeps the least numbers; a result is NaN until there is another number. */
  void least(double[] found, int[] slots, int from, long address, long stride, int count);

  /** Keeps the greatest numbers; NaN is the greatest. A result is -infinity at first. */
  void greatest(double[] found, int[] slots, int from, long address, long stride, int count);

  void sumAlong(double[] sums, int slot, long address, long stride, int count);

  void leastAlong(double[] found, int slot, long address, long stride, int count);

  void greatestAlong(double[] found, int slot, long address, long stride, int count);

  /** The loops for numbers that are {@code stride} bytes apart. */
  static DoubleGroupKernel of(DoubleLoad load, int itemsize, long stride) {
    int step = stride == itemsize ? itemsize : KernelClass.ANY_STRIDE;
    return KernelClass.of(DoubleGroupLoops.class, DoubleGroupKernel.class, load, step);
  }
}
