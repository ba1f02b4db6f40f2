package io.memmap.spark.internal.kernel.group;

import io.memmap.spark.internal.kernel.load.DoubleLoad;
import io.memmap.spark.internal.kernel.load.KernelClass;
import io.memmap.spark.internal.kernel.load.LongLoad;
import java.lang.invoke.MethodHandles;

/** The loops for variances of groups, copied by {@link KernelClass} for every load. */
final class MomentGroupLoops implements MomentGroupKernel {
  /** A {@link DoubleLoad} or a {@link LongLoad}. */
  private static final Object LOAD = KernelClass.load(MethodHandles.lookup(), Object.class);

  private static final int STEP = KernelClass.step(MethodHandles.lookup());

  @Override
  public void add(SlotMoments into, int[] slots, int from, long address, long stride, int count) {
    long step = STEP == KernelClass.ANY_STRIDE ? stride : STEP;
    for (int i = 0; i < count; i++) {
      add(into, slots[from + i], at(address + i * step));
    }
  }

  @Override
  public void addAlong(SlotMoments into, int slot, long address, long stride, int count) {
    long step = STEP == KernelClass.ANY_STRIDE ? stride : STEP;
    for (int i = 0; i < count; i++) {
      add(into, slot + i, at(address + i * step));
    }
  }

  private static double at(long address) {
    return LOAD instanceof DoubleLoad load ? load.at(address) : ((LongLoad) LOAD).at(address);
  }

  private static void add(SlotMoments into, int slot, double value) {
    double count = into.counts[slot] + 1;
    double delta = value - into.means[slot];
    double deltaOfAll = delta / count;
    into.counts[slot] = count;
    into.means[slot] += deltaOfAll;
    into.squares[slot] += delta * (delta - deltaOfAll);
  }
}
