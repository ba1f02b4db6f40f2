package io.memmap.spark.internal.kernel.match;

import io.memmap.spark.internal.kernel.load.KernelClass;
import io.memmap.spark.internal.kernel.load.LongLoad;
import java.lang.invoke.MethodHandles;

/**
 * The tests of integers, copied by {@link KernelClass} for every load, as those of {@link
 * DoubleMatchLoops} are.
 */
final class LongMatchLoops implements LongMatchKernel {
  private static final LongLoad LOAD = KernelClass.load(MethodHandles.lookup(), LongLoad.class);
  private static final int STEP = KernelClass.step(MethodHandles.lookup());

  @Override
  public void within(
      long address, long stride, int count, long least, long most, long[] words, int at) {
    long step = STEP == KernelClass.ANY_STRIDE ? stride : STEP;
    long shift = Long.MIN_VALUE - least; // moves the range down to the least long
    long last = most + shift;
    for (int i = 0; i < count; ) {
      int first = (at + i) % Long.SIZE;
      int length = Math.min(Long.SIZE - first, count - i);
      long start = address + i * step;
      long word = 0;
      for (int j = 0; j < length; j++) {
        word |= (LOAD.at(start + j * step) + shift <= last ? 1L : 0L) << j;
      }
      words[(at + i) / Long.SIZE] |= word << first;
      i += length;
    }
  }

  @Override
  public void among(long address, long stride, int count, long[] bounds, long[] words, int at) {
    long step = STEP == KernelClass.ANY_STRIDE ? stride : STEP;
    for (int i = 0; i < count; i++) {
      words[(at + i) / Long.SIZE] |= bit(LOAD.at(address + i * step), bounds) << (at + i);
    }
  }

  /** 1 if a key lies in one of the ranges, else 0. */
  static long bit(long key, long[] bounds) {
    int low = 0; // the first range that does not end before the key is searched by halves
    int high = bounds.length / 2;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (bounds[2 * middle + 1] < key) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low < bounds.length / 2 && bounds[2 * low] <= key ? 1 : 0;
  }
}
