package io.memmap.spark.internal.kernel.group;

import io.memmap.array.ScalarDType;
import io.memmap.array.ScalarKind;
import io.memmap.spark.internal.kernel.LongExtreme;
import io.memmap.spark.internal.kernel.load.KernelByStride;
import io.memmap.spark.internal.kernel.load.LongLoad;
import io.memmap.spark.internal.kernel.loop.LongKernel;
import java.util.Arrays;
import org.apache.spark.sql.types.DataType;

/** The least or the greatest integers. */
final class GroupedLongExtreme extends GroupedReduction {
  private final DataType type;
  private final boolean shifted;
  private final boolean least;
  private final KernelByStride<LongKernel> runs;
  private final KernelByStride<LongGroupKernel> groups;
  private long[] found = {};

  /**
   * @param least whether to find the least integers, else the greatest
   */
  GroupedLongExtreme(ScalarDType dtype, DataType type, boolean least) {
    this.type = type;
    this.shifted = dtype.kind() == ScalarKind.UINT64;
    this.least = least;
    LongLoad load = LongLoad.of(dtype);
    runs = new KernelByStride<>(stride -> LongKernel.of(load, dtype.itemsize(), stride));
    groups = new KernelByStride<>(stride -> LongGroupKernel.of(load, dtype.itemsize(), stride));
  }

  @Override
  void reset(int slots) {
    if (found.length < slots) {
      found = new long[slots];
    }
    Arrays.fill(found, 0, slots, least ? Long.MAX_VALUE : Long.MIN_VALUE);
  }

  @Override
  void toOne(int slot, long address, long stride, int length) {
    found[slot] =
        least
            ? Math.min(found[slot], runs.of(stride).least(address, stride, length))
            : Math.max(found[slot], runs.of(stride).greatest(address, stride, length));
  }

  @Override
  void along(int slot, long address, long stride, int length) {
    if (least) {
      groups.of(stride).leastAlong(found, slot, address, stride, length);
    } else {
      groups.of(stride).greatestAlong(found, slot, address, stride, length);
    }
  }

  @Override
  void each(int[] slots, int from, long address, long stride, int length) {
    if (least) {
      groups.of(stride).least(found, slots, from, address, stride, length);
    } else {
      groups.of(stride).greatest(found, slots, from, address, stride, length);
    }
  }

  @Override
  Object result(int slot) {
    return LongExtreme.boxed(found[slot], type, shifted);
  }
}
