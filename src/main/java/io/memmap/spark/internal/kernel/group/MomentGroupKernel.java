package io.memmap.spark.internal.kernel.group;

import io.memmap.array.ScalarDType;
import io.memmap.spark.internal.kernel.load.DoubleLoad;
import io.memmap.spark.internal.kernel.load.KernelClass;
import io.memmap.spark.internal.kernel.load.LongLoad;

/**
 * Loops over numbers of one kind, as doubles, each of which changes count, mean and squared
 * differences of its group as in {@code CentralMomentAgg.updateExpressionsDef}. Numbers and groups
 * are as in {@link DoubleGroupKernel}.
 */
interface MomentGroupKernel {

  void add(SlotMoments into, int[] slots, int from, long address, long stride, int count);

  void addAlong(SlotMoments into, int slot, long address, long stride, int count);

  /**
   * The loops for numbers that are {@code stride} bytes apart.
   *
   * @param dtype of the numbers, not bool or uint64
   */
  static MomentGroupKernel of(ScalarDType dtype, long stride) {
    int step = stride == dtype.itemsize() ? dtype.itemsize() : KernelClass.ANY_STRIDE;
    Object load = dtype.kind().code() == 'f' ? DoubleLoad.of(dtype) : LongLoad.of(dtype);
    return KernelClass.of(MomentGroupLoops.class, MomentGroupKernel.class, load, step);
  }
}
