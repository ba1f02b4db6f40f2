package io.memmap.spark.internal.kernel.group;

import io.memmap.array.ScalarDType;
import io.memmap.spark.internal.kernel.LongSum;
import io.memmap.spark.internal.kernel.load.KernelByStride;
import io.memmap.spark.internal.kernel.load.LongLoad;
import io.memmap.spark.internal.kernel.loop.LongKernel;
import java.util.Arrays;

/**
 * Sums of integers as longs. What would overflow becomes separate parts of the result, as in {@link
 * LongSum}.
 */
final class GroupedLongSum extends GroupedReduction {
  private final int itemsize;
  private final LongLoad load;
  private final KernelByStride<LongKernel> runs;
  private final KernelByStride<LongGroupKernel> groups;

  /** Whether no sum of {@link Groups#MOST_ROWS} values overflows. */
  private final boolean narrow;

  private long[] sums = {};

  GroupedLongSum(ScalarDType dtype) {
    itemsize = dtype.itemsize();
    load = LongLoad.of(dtype);
    narrow = load.bits() <= Integer.SIZE;
    runs = new KernelByStride<>(stride -> LongKernel.of(load, itemsize, stride));
    groups = new KernelByStride<>(stride -> LongGroupKernel.of(load, itemsize, stride));
  }

  @Override
  void reset(int slots) {
    if (sums.length < slots) {
      sums = new long[slots];
    } else {
      Arrays.fill(sums, 0, slots, 0);
    }
  }

  @Override
  void toOne(int slot, long address, long stride, int length) {
    LongKernel kernel = runs.of(stride);
    if (LongSum.isSmall(sums[slot]) && LongSum.isSmall(load, kernel, address, stride, length)) {
      sums[slot] += kernel.sum(address, stride, length);
    } else {
      for (int i = 0; i < length; i++) {
        add(slot, load.at(address + i * stride));
      }
    }
  }

  private void add(int slot, long value) {
    long sum = sums[slot];
    long next = sum + value;
    if (((sum ^ next) & (value ^ next)) < 0) {
      overflow(slot, sum);
      overflow(slot, value);
      next = 0;
    }
    sums[slot] = next;
  }

  @Override
  void along(int slot, long address, long stride, int length) {
    LongGroupKernel kernel = groups.of(stride);
    if (narrow) {
      kernel.sumAlong(sums, slot, address, stride, length);
      return;
    }
    int added = 0;
    while (added < length) {
      long rest = address + added * stride;
      added += kernel.exactSumAlong(sums, slot + added, rest, stride, length - added);
      if (added < length) {
        add(slot + added, load.at(address + added * stride));
        added++;
      }
    }
  }

  @Override
  void each(int[] slots, int from, long address, long stride, int length) {
    LongGroupKernel kernel = groups.of(stride);
    if (narrow) {
      kernel.sum(sums, slots, from, address, stride, length);
      return;
    }
    int added = 0;
    while (added < length) {
      long rest = address + added * stride;
      added += kernel.exactSum(sums, slots, from + added, rest, stride, length - added);
      if (added < length) {
        add(slots[from + added], load.at(address + added * stride));
        added++;
      }
    }
  }

  @Override
  Object result(int slot) {
    return sums[slot];
  }
}
