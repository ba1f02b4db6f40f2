package io.memmap.spark.internal.kernel.group;

import io.memmap.spark.internal.kernel.load.KernelClass;
import io.memmap.spark.internal.kernel.load.LongLoad;
import java.lang.invoke.MethodHandles;

/** The loops over integers in groups, copied by {@link KernelClass} for every load. */
final class LongGroupLoops implements LongGroupKernel {
  private static final LongLoad LOAD = KernelClass.load(MethodHandles.lookup(), LongLoad.class);
  private static final int STEP = KernelClass.step(MethodHandles.lookup());

  @Override
  public void sum(long[] sums, int[] slots, int from, long address, long stride, int count) {
    long step = STEP == KernelClass.ANY_STRIDE ? stride : STEP;
    for (int i = 0; i < count; i++) {
      sums[slots[from + i]] += LOAD.at(address + i * step);
    }
  }

  @Override
  public int exactSum(long[] sums, int[] slots, int from, long address, long stride, int count) {
    long step = STEP == KernelClass.ANY_STRIDE ? stride : STEP;
    for (int i = 0; i < count; i++) {
      long value = LOAD.at(address + i * step);
      long before = sums[slots[from + i]];
      long next = before + value;
      if (((before ^ next) & (value ^ next)) < 0) {
        return i;
      }
      sums[slots[from + i]] = next;
    }
    return count;
  }

  @Override
  public void least(long[] found, int[] slots, int from, long address, long stride, int count) {
    long step = STEP == KernelClass.ANY_STRIDE ? stride : STEP;
    for (int i = 0; i < count; i++) {
      long value = LOAD.at(address + i * step);
      if (value < found[slots[from + i]]) {
        found[slots[from + i]] = value;
      }
    }
  }

  @Override
  public void greatest(long[] found, int[] slots, int from, long address, long stride, int count) {
    long step = STEP == KernelClass.ANY_STRIDE ? stride : STEP;
    for (int i = 0; i < count; i++) {
      long value = LOAD.at(address + i * step);
      if (value > found[slots[from + i]]) {
        found[slots[from + i]] = value;
      }
    }
  }

  @Override
  public void sumAlong(long[] sums, int slot, long address, long stride, int count) {
    long step = STEP == KernelClass.ANY_STRIDE ? stride : STEP;
    for (int i = 0; i < count; i++) {
      sums[slot + i] += LOAD.at(address + i * step);
    }
  }

  @Override
  public int exactSumAlong(long[] sums, int slot, long address, long stride, int count) {
    long step = STEP == KernelClass.ANY_STRIDE ? stride : STEP;
    for (int i = 0; i < count; i++) {
      long value = LOAD.at(address + i * step);
      long before = sums[slot + i];
      long next = before + value;
      if (((before ^ next) & (value ^ next)) < 0) {
        return i;
      }
      sums[slot + i] = next;
    }
    return count;
  }

  @Override
  public void leastAlong(long[] found, int slot, long address, long stride, int count) {
    long step = STEP == KernelClass.ANY_STRIDE ? stride : STEP;
    for (int i = 0; i < count; i++) {
      long value = LOAD.at(address + i * step);
      if (value < found[slot + i]) {
        found[slot + i] = value;
      }
    }
  }

  @Override
  public void greatestAlong(long[] found, int slot, long address, long stride, int count) {
    long step = STEP == KernelClass.ANY_STRIDE ? stride : STEP;
    for (int i = 0; i < count; i++) {
      long value = LOAD.at(address + i * step);
      if (value > found[slot + i]) {
        found[slot + i] = value;
      }
    }
  }

  @Override
  public void place(
      int[] slots, long least, int times, int from, long address, long stride, int count) {
    long step = STEP == KernelClass.ANY_STRIDE ? stride : STEP;
    for (int i = 0; i < count; i++) {
      slots[from + i] += (int) (LOAD.at(address + i * step) - least) * times;
    }
  }
}
