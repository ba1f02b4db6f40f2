package io.memmap.spark.internal.kernel.group;

import io.memmap.array.ScalarDType;
import io.memmap.spark.internal.kernel.UnsignedSum;
import io.memmap.spark.internal.kernel.load.KernelByStride;
import io.memmap.spark.internal.kernel.load.LongLoad;
import io.memmap.spark.internal.kernel.loop.LongKernel;
import java.math.BigInteger;
import java.util.Arrays;

/** Sums of uint64, as one or more values of decimal(20,0) each. */
final class GroupedUnsignedSum extends GroupedReduction {
  /** The results of so many rows have less than 200,000 parts. */
  private static final int MOST_ROWS = 1 << 20;

  private final KernelByStride<LongKernel> upperRuns;
  private final KernelByStride<LongKernel> lowerRuns;
  private final KernelByStride<LongGroupKernel> upperGroups;
  private final KernelByStride<LongGroupKernel> lowerGroups;

  /** Sums of the halves, which longs hold for as many values. */
  private long[] upper = {};

  private long[] lower = {};

  GroupedUnsignedSum(ScalarDType uint64) {
    int itemsize = uint64.itemsize();
    LongLoad upperHalf = LongLoad.upperHalf(uint64);
    LongLoad lowerHalf = LongLoad.lowerHalf(uint64);
    upperRuns = new KernelByStride<>(stride -> LongKernel.of(upperHalf, itemsize, stride));
    lowerRuns = new KernelByStride<>(stride -> LongKernel.of(lowerHalf, itemsize, stride));
    upperGroups = new KernelByStride<>(stride -> LongGroupKernel.of(upperHalf, itemsize, stride));
    lowerGroups = new KernelByStride<>(stride -> LongGroupKernel.of(lowerHalf, itemsize, stride));
  }

  @Override
  int mostRows() {
    return MOST_ROWS;
  }

  @Override
  void reset(int slots) {
    if (upper.length < slots) {
      upper = new long[slots];
      lower = new long[slots];
    } else {
      Arrays.fill(upper, 0, slots, 0);
      Arrays.fill(lower, 0, slots, 0);
    }
  }

  @Override
  void toOne(int slot, long address, long stride, int length) {
    upper[slot] += upperRuns.of(stride).sum(address, stride, length);
    lower[slot] += lowerRuns.of(stride).sum(address, stride, length);
  }

  @Override
  void along(int slot, long address, long stride, int length) {
    upperGroups.of(stride).sumAlong(upper, slot, address, stride, length);
    lowerGroups.of(stride).sumAlong(lower, slot, address, stride, length);
  }

  @Override
  void each(int[] slots, int from, long address, long stride, int length) {
    upperGroups.of(stride).sum(upper, slots, from, address, stride, length);
    lowerGroups.of(stride).sum(lower, slots, from, address, stride, length);
  }

  @Override
  Object result(int slot) {
    BigInteger sum =
        BigInteger.valueOf(upper[slot])
            .shiftLeft(Integer.SIZE)
            .add(BigInteger.valueOf(lower[slot]));
    while (sum.compareTo(UnsignedSum.LARGEST) > 0) {
      overflow(slot, UnsignedSum.decimal(UnsignedSum.LARGEST));
      sum = sum.subtract(UnsignedSum.LARGEST);
    }
    return UnsignedSum.decimal(sum);
  }
}
