package io.memmap.spark.internal.kernel.match;

import io.memmap.array.SortedDouble;
import io.memmap.spark.internal.kernel.load.DoubleLoad;
import io.memmap.spark.internal.kernel.load.KernelClass;
import java.lang.invoke.MethodHandles;

/**
 * The tests of floating-point numbers, copied by {@link KernelClass} for every load. Each loop
 * makes one word after the other, without branches on values.
 */
final class DoubleMatchLoops implements DoubleMatchKernel {
  private static final DoubleLoad LOAD = KernelClass.load(MethodHandles.lookup(), DoubleLoad.class);
  private static final int STEP = KernelClass.step(MethodHandles.lookup());

  /** Whether a float holds each number, so numbers are compared as floats. */
  private static final boolean NARROW = LOAD != null && RangeMatcher.OfDoubles.isNarrow(LOAD);

  private static boolean isAtMost(double value, double most) {
    return NARROW ? (float) value <= (float) most : value <= most;
  }

  @Override
  public void atMost(long address, long stride, int count, double most, long[] words, int at) {
    long step = STEP == KernelClass.ANY_STRIDE ? stride : STEP;
    for (int i = 0; i < count; ) {
      int first = (at + i) % Long.SIZE;
      int length = Math.min(Long.SIZE - first, count - i);
      long start = address + i * step;
      long word = 0;
      for (int j = 0; j < length; j++) {
        word |= (isAtMost(LOAD.at(start + j * step), most) ? 1L : 0L) << j;
      }
      words[(at + i) / Long.SIZE] |= word << first;
      i += length;
    }
  }

  @Override
  public void within(
      long address, long stride, int count, double least, double most, long[] words, int at) {
    long step = STEP == KernelClass.ANY_STRIDE ? stride : STEP;
    for (int i = 0; i < count; ) {
      int first = (at + i) % Long.SIZE;
      int length = Math.min(Long.SIZE - first, count - i);
      long start = address + i * step;
      long word = 0;
      for (int j = 0; j < length; j++) {
        double value = LOAD.at(start + j * step);
        long above = isAtMost(least, value) ? 1L : 0L;
        word |= (above & (isAtMost(value, most) ? 1L : 0L)) << j;
      }
      words[(at + i) / Long.SIZE] |= word << first;
      i += length;
    }
  }

  @Override
  public void among(long address, long stride, int count, long[] bounds, long[] words, int at) {
    long step = STEP == KernelClass.ANY_STRIDE ? stride : STEP;
    for (int i = 0; i < count; i++) {
      long key = SortedDouble.key(LOAD.at(address + i * step));
      words[(at + i) / Long.SIZE] |= LongMatchLoops.bit(key, bounds) << (at + i);
    }
  }
}
