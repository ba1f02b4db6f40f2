package io.memmap.spark.internal.kernel.match;

import io.memmap.array.SortedDouble;
import io.memmap.spark.internal.kernel.load.DoubleLoad;
import io.memmap.spark.internal.kernel.load.KernelByStride;
import io.memmap.spark.internal.kernel.load.LongLoad;

/** The loops that test values of one kind, by their keys. See {@link ValueMatcher}. */
sealed interface RangeMatcher permits RangeMatcher.OfLongs, RangeMatcher.OfDoubles {

  /** Marks values with keys from {@code least} to {@code most}, NaN not among them. */
  void within(long address, long stride, int length, long least, long most, long[] words, int at);

  /** Marks values whose keys lie in a range. */
  void among(long address, long stride, int length, long[] bounds, long[] words, int at);

  /** Integers of one kind. */
  final class OfLongs implements RangeMatcher {
    private final KernelByStride<LongMatchKernel> kernels;

    OfLongs(LongLoad load, int itemsize) {
      kernels = new KernelByStride<>(stride -> LongMatchKernel.of(load, itemsize, stride));
    }

    @Override
    public void within(
        long address, long stride, int length, long least, long most, long[] words, int at) {
      kernels.of(stride).within(address, stride, length, least, most, words, at);
    }

    @Override
    public void among(long address, long stride, int length, long[] bounds, long[] words, int at) {
      kernels.of(stride).among(address, stride, length, bounds, words, at);
    }
  }

  /** Floating-point numbers of one kind. */
  final class OfDoubles implements RangeMatcher {
    private final boolean narrow;
    private final KernelByStride<DoubleMatchKernel> kernels;

    OfDoubles(DoubleLoad load, int itemsize) {
      narrow = isNarrow(load);
      kernels = new KernelByStride<>(stride -> DoubleMatchKernel.of(load, itemsize, stride));
    }

    /** Whether a float holds each number of a kind, so its numbers are compared as floats. */
    static boolean isNarrow(DoubleLoad load) {
      return load != DoubleLoad.FLOAT64 && load != DoubleLoad.SWAPPED_FLOAT64;
    }

    @Override
    public void within(
        long address, long stride, int length, long least, long most, long[] words, int at) {
      DoubleMatchKernel kernel = kernels.of(stride);
      double last = narrow ? floatUpTo(number(most)) : number(most);
      if (least == SortedDouble.LEAST) {
        kernel.atMost(address, stride, length, last, words, at);
      } else {
        double first = narrow ? -floatUpTo(-number(least)) : number(least);
        kernel.within(address, stride, length, first, last, words, at);
      }
    }

    private static double number(long key) {
      return SortedDouble.number(key);
    }

    /** The greatest float that is not greater than a number. */
    private static float floatUpTo(double number) {
      float nearest = (float) number;
      return nearest > number ? Math.nextDown(nearest) : nearest;
    }

    @Override
    public void among(long address, long stride, int length, long[] bounds, long[] words, int at) {
      kernels.of(stride).among(address, stride, length, bounds, words, at);
    }
  }
}
