package io.memmap.spark.internal.kernel.group;

import io.memmap.array.ScalarDType;
import io.memmap.spark.internal.kernel.DoubleExtreme;
import io.memmap.spark.internal.kernel.load.DoubleLoad;
import io.memmap.spark.internal.kernel.load.KernelByStride;
import io.memmap.spark.internal.kernel.loop.DoubleKernel;
import java.util.Arrays;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.FloatType;

/** The least or the greatest floating-point numbers, in the order of {@link DoubleExtreme}. */
final class GroupedDoubleExtreme extends GroupedReduction {
  private final DataType type;
  private final boolean least;
  private final KernelByStride<DoubleKernel> runs;
  private final KernelByStride<DoubleGroupKernel> groups;
  private double[] found = {};

  /**
   * @param least whether to find the least numbers, else the greatest
   */
  GroupedDoubleExtreme(ScalarDType dtype, DataType type, boolean least) {
    this.type = type;
    this.least = least;
    DoubleLoad load = DoubleLoad.of(dtype);
    runs = new KernelByStride<>(stride -> DoubleKernel.of(load, dtype.itemsize(), stride));
    groups = new KernelByStride<>(stride -> DoubleGroupKernel.of(load, dtype.itemsize(), stride));
  }

  /** Each result begins with the last value in Spark's order. */
  @Override
  void reset(int slots) {
    if (found.length < slots) {
      found = new double[slots];
    }
    Arrays.fill(found, 0, slots, least ? Double.NaN : Double.NEGATIVE_INFINITY);
  }

  @Override
  void toOne(int slot, long address, long stride, int length) {
    double value = DoubleExtreme.of(runs.of(stride), least, address, stride, length);
    double before = found[slot];
    if (least ? DoubleExtreme.isLess(value, before) : DoubleExtreme.isLess(before, value)) {
      found[slot] = value;
    }
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
    return type instanceof FloatType ? (Object) (float) found[slot] : found[slot];
  }
}
