package io.memmap.spark.internal.kernel.loop;

import io.memmap.array.ScalarDType;
import io.memmap.spark.internal.kernel.load.DoubleLoad;
import io.memmap.spark.internal.kernel.load.KernelClass;
import io.memmap.spark.internal.kernel.load.LongLoad;

/**
 * Loops that a variance needs, over numbers of one kind as doubles: {@code count} of them, at least
 * 1, the first at {@code address} and each {@code stride} bytes after the one before.
 */
public interface MomentKernel {

  /** The sum as a double. */
  double sum(long address, long stride, int count);

  /** The sum of the squares of the differences from a mean. */
  double squares(double mean, long address, long stride, int count);

  /**
   * The loops for numbers that are {@code stride} bytes apart.
   *
   * @param dtype of the numbers, not bool or uint64
   */
  static MomentKernel of(ScalarDType dtype, long stride) {
    int step = stride == dtype.itemsize() ? dtype.itemsize() : KernelClass.ANY_STRIDE;
    Object load = dtype.kind().code() == 'f' ? DoubleLoad.of(dtype) : LongLoad.of(dtype);
    return KernelClass.of(MomentLoops.class, MomentKernel.class, load, step);
  }
}
