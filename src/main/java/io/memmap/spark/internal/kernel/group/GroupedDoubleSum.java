package io.memmap.spark.internal.kernel.group;

import io.memmap.array.ScalarDType;
import io.memmap.spark.internal.kernel.load.DoubleLoad;
import io.memmap.spark.internal.kernel.load.KernelByStride;
import io.memmap.spark.internal.kernel.loop.DoubleKernel;
import java.util.Arrays;

/** Sums of floating-point numbers as doubles, each added in any order. */
final class GroupedDoubleSum extends GroupedReduction {
  private final KernelByStride<DoubleKernel> runs;
  private final KernelByStride<DoubleGroupKernel> groups;
  private double[] sums = {};

  GroupedDoubleSum(ScalarDType dtype) {
    DoubleLoad load = DoubleLoad.of(dtype);
    runs = new KernelByStride<>(stride -> DoubleKernel.of(load, dtype.itemsize(), stride));
    groups = new KernelByStride<>(stride -> DoubleGroupKernel.of(load, dtype.itemsize(), stride));
  }

  @Override
  void reset(int slots) {
    if (sums.length < slots) {
      sums = new double[slots];
    } else {
      Arrays.fill(sums, 0, slots, 0);
    }
  }

  @Override
  void toOne(int slot, long address, long stride, int length) {
    sums[slot] += runs.of(stride).sum(address, stride, length);
  }

  @Override
  void along(int slot, long address, long stride, int length) {
    groups.of(stride).sumAlong(sums, slot, address, stride, length);
  }

  @Override
  void each(int[] slots, int from, long address, long stride, int length) {
    groups.of(stride).sum(sums, slots, from, address, stride, length);
  }

  @Override
  Object result(int slot) {
    return sums[slot];
  }
}
