package io.memmap.spark.internal.kernel.group;

import io.memmap.spark.internal.kernel.load.DoubleLoad;
import io.memmap.spark.internal.kernel.load.KernelClass;
import java.lang.invoke.MethodHandles;

/**
 * The loops over floating-point numbers in groups, copied by {@link KernelClass} for every load.
 */
final class DoubleGroupLoops implements DoubleGroupKernel {
  private static final DoubleLoad LOAD = KernelClass.load(MethodHandles.lookup(), DoubleLoad.class);
  private static final int STEP = KernelClass.step(MethodHandles.lookup());

  @Override
  public void sum(double[] sums, int[] slots, int from, long address, long stride, int count) {
    long step = STEP == KernelClass.ANY_STRIDE ? stride : STEP;
    for (int i = 0; i < count; i++) {
      sums[slots[from + i]] += LOAD.at(address + i * step);
    }
  }

  @Override
  public void least(double[] found, int[] slots, int from, long address, long stride, int count) {
    long step = STEP == KernelClass.ANY_STRIDE ? stride : STEP;
    for (int i = 0; i < count; i++) {
      double value = LOAD.at(address + i * step);
      double before = found[slots[from + i]];
      if (value < before || Double.isNaN(before)) {
        found[slots[from + i]] = value;
      }
    }
  }

  @Override
  public void greatest(
      double[] found, int[] slots, int from, long address, long stride, int count) {
    long step = STEP == KernelClass.ANY_STRIDE ? stride : STEP;
    for (int i = 0; i < count; i++) {
      double value = LOAD.at(address + i * step);
      double before = found[slots[from + i]];
      if (value > before || (Double.isNaN(value) && !Double.isNaN(before))) {
        found[slots[from + i]] = value;
      }
    }
  }

  @Override
  public void sumAlong(double[] sums, int slot, long address, long stride, int count) {
    long step = STEP == KernelClass.ANY_STRIDE ? stride : STEP;
    for (int i = 0; i < count; i++) {
      sums[slot + i] += LOAD.at(address + i * step);
    }
  }

  @Override
  public void leastAlong(double[] found, int slot, long address, long stride, int count) {
    long step = STEP == KernelClass.ANY_STRIDE ? stride : STEP;
    for (int i = 0; i < count; i++) {
      double value = LOAD.at(address + i * step);
      double before = found[slot + i];
      if (value < before || Double.isNaN(before)) {
        found[slot + i] = value;
      }
    }
  }

  @Override
  public void greatestAlong(double[] found, int slot, long address, long stride, int count) {
    long step = STEP == KernelClass.ANY_STRIDE ? stride : STEP;
    for (int i = 0; i < count; i++) {
      double value = LOAD.at(address + i * step);
      double before = found[slot + i];
      if (value > before || (Double.isNaN(value) && !Double.isNaN(before))) {
        found[slot + i] = value;
      }
    }
  }
}
