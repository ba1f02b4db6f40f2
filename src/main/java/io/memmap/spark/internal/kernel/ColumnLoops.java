package io.memmap.spark.internal.kernel;

import io.memmap.array.ScalarDType;
import io.memmap.spark.internal.kernel.load.DoubleLoad;
import io.memmap.spark.internal.kernel.load.KernelByStride;
import io.memmap.spark.internal.kernel.load.LongLoad;
import io.memmap.spark.internal.kernel.loop.DoubleKernel;
import io.memmap.spark.internal.kernel.loop.LongKernel;
import io.memmap.spark.internal.kernel.loop.SummarizedDoubles;
import io.memmap.spark.internal.kernel.loop.SummarizedLongs;

/**
 * The loops over a column, run by run. If several functions of the column are asked for, sum and
 * extremes of a run are found in one pass. uint64 is loaded shifted, as {@link LongLoad} says.
 */
final class ColumnLoops {
  private final boolean several;
  private final boolean isFloat;
  private final KernelByStride<DoubleKernel> doubleLoops;
  private final KernelByStride<LongKernel> longLoops;
  private final SummarizedDoubles doubleSummary = new SummarizedDoubles();
  private final SummarizedLongs longSummary = new SummarizedLongs();
  private DoubleKernel doubles;
  private LongKernel longs;

  /**
   * @param several whether several functions are asked for
   */
  ColumnLoops(ScalarDType dtype, boolean several) {
    this.several = several;
    this.isFloat = Reduction.isFloat(dtype);
    int itemsize = dtype.itemsize();
    this.doubleLoops =
        new KernelByStride<>(stride -> DoubleKernel.of(DoubleLoad.of(dtype), itemsize, stride));
    this.longLoops =
        new KernelByStride<>(stride -> LongKernel.of(LongLoad.of(dtype), itemsize, stride));
  }

  /** Begins a run; the loops answer for this one only. */
  void begin(long address, long stride, int length) {
    if (isFloat) {
      doubles = doubleLoops.of(stride);
      if (several) {
        doubleSummary.begin(doubles, address, stride, length);
        doubles = doubleSummary;
      }
    } else {
      longs = longLoops.of(stride);
      if (several) {
        longSummary.begin(longs, address, stride, length);
        longs = longSummary;
      }
    }
  }

  DoubleKernel doubles() {
    return doubles;
  }

  LongKernel longs() {
    return longs;
  }
}
