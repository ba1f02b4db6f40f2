package io.memmap.spark.internal.kernel.group;

import io.memmap.array.ScalarDType;
import io.memmap.spark.internal.kernel.Moments;
import io.memmap.spark.internal.kernel.load.KernelByStride;
import io.memmap.spark.internal.kernel.loop.MomentKernel;

/** Variances of numbers as doubles, or their roots. */
final class GroupedVariance extends GroupedReduction {
  private final boolean sample;
  private final boolean root;
  private final KernelByStride<MomentKernel> runs;
  private final KernelByStride<MomentGroupKernel> groups;

  /** Of one slot. */
  private final Moments moments = new Moments();

  private SlotMoments slots = new SlotMoments(0);

  /** As {@link Moments#variance}. */
  GroupedVariance(ScalarDType dtype, boolean sample, boolean root) {
    this.sample = sample;
    this.root = root;
    runs = new KernelByStride<>(stride -> MomentKernel.of(dtype, stride));
    groups = new KernelByStride<>(stride -> MomentGroupKernel.of(dtype, stride));
  }

  @Override
  void reset(int count) {
    slots = new SlotMoments(count);
  }

  @Override
  void toOne(int slot, long address, long stride, int length) {
    show(slot);
    moments.add(runs.of(stride), address, stride, length);
    slots.counts[slot] = moments.count();
    slots.means[slot] = moments.mean();
    slots.squares[slot] = moments.squares();
  }

  private void show(int slot) {
    moments.begin((long) slots.counts[slot], slots.means[slot], slots.squares[slot]);
  }

  @Override
  void along(int slot, long address, long stride, int length) {
    groups.of(stride).addAlong(slots, slot, address, stride, length);
  }

  @Override
  void each(int[] slotOfEach, int from, long address, long stride, int length) {
    groups.of(stride).add(slots, slotOfEach, from, address, stride, length);
  }

  @Override
  Object result(int slot) {
    show(slot);
    return moments.variance(sample, root);
  }
}
