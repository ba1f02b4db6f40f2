package io.memmap.spark.internal.kernel.match;

import io.memmap.array.DType;
import io.memmap.array.ScalarDType;
import io.memmap.array.SortedDouble;
import io.memmap.array.TimeDType;
import io.memmap.spark.internal.kernel.load.DoubleLoad;
import io.memmap.spark.internal.kernel.load.LongLoad;
import io.memmap.spark.internal.vector.StridedVector;
import java.util.Arrays;

/**
 * Finds the values of a column whose keys lie in some ranges. The key of an integer, a byte of bool
 * or a tick is that number; of uint64, the number less 2<sup>63</sup>; of a floating-point number,
 * its {@link SortedDouble}.
 */
public final class ValueMatcher {
  /** Up to so many ranges are tested one after another; more are searched by halves. */
  private static final int FEW = 4;

  private final RangeMatcher loops;

  /** First and last key of each range that is tested. */
  private final long[] ranges;

  /** Whether the values outside of the tested ranges are found. */
  private final boolean complement;

  private ValueMatcher(RangeMatcher loops, long[] ranges, boolean complement) {
    this.loops = loops;
    this.ranges = ranges;
    this.complement = complement;
  }

  /**
   * The test of a column of single numbers, bools or times.
   *
   * @param bounds first and last key of each range, in order
   */
  public static ValueMatcher of(DType dtype, long[] bounds) {
    if (dtype instanceof TimeDType time) {
      boolean swapped = time.endian().isSwapped();
      LongLoad load = swapped ? LongLoad.SWAPPED_INT64 : LongLoad.INT64;
      return ofLongs(
          new RangeMatcher.OfLongs(load, Long.BYTES), bounds, Long.MIN_VALUE, Long.MAX_VALUE);
    }
    ScalarDType scalar = (ScalarDType) dtype;
    if (scalar.kind().code() == 'f') {
      return ofDoubles(scalar, bounds);
    }
    LongLoad load = scalar.kind().code() == 'b' ? LongLoad.UINT8 : LongLoad.of(scalar);
    return ofLongs(
        new RangeMatcher.OfLongs(load, scalar.itemsize()), bounds, load.least(), load.greatest());
  }

  /** Integers outside of some ranges are found by fewer tests inside of them. */
  private static ValueMatcher ofLongs(RangeMatcher loops, long[] bounds, long least, long most) {
    long[] gaps = gaps(bounds, least, most);
    return gaps.length < bounds.length
        ? new ValueMatcher(loops, gaps, true)
        : new ValueMatcher(loops, bounds.clone(), false);
  }

  /** NaN is outside of every range that is tested by comparisons, as in Java. */
  private static ValueMatcher ofDoubles(ScalarDType dtype, long[] bounds) {
    RangeMatcher loops = new RangeMatcher.OfDoubles(DoubleLoad.of(dtype), dtype.itemsize());
    boolean nan = bounds.length > 0 && bounds[bounds.length - 1] == SortedDouble.NAN;
    return nan
        ? new ValueMatcher(loops, gaps(bounds, SortedDouble.LEAST, SortedDouble.NAN), true)
        : new ValueMatcher(loops, bounds.clone(), false);
  }

  /** The other keys from {@code least} to {@code most}. */
  private static long[] gaps(long[] bounds, long least, long most) {
    long[] gaps = new long[bounds.length + 2];
    int filled = 0;
    long next = least;
    boolean open = true;
    for (int i = 0; i < bounds.length; i += 2) {
      if (next < bounds[i]) {
        gaps[filled++] = next;
        gaps[filled++] = bounds[i] - 1;
      }
      open = bounds[i + 1] < most;
      next = bounds[i + 1] + 1;
    }
    if (open) {
      gaps[filled++] = next;
      gaps[filled++] = most;
    }
    return Arrays.copyOf(gaps, filled);
  }

  /**
   * Sets bit {@code i} of the words for each row {@code first + i} whose value passes, and clears
   * the bits of the other rows.
   *
   * @param count rows, at least 1
   * @param words bits after those of the rows become 0
   */
  public void mark(StridedVector values, int first, int count, long[] words) {
    int used = (count + Long.SIZE - 1) / Long.SIZE;
    Arrays.fill(words, 0, used, 0);
    int[] at = {0};
    values.runs(
        first,
        count,
        (address, stride, length) -> {
          markRun(address, stride, length, words, at[0]);
          at[0] += length;
        });
    if (complement) {
      for (int i = 0; i < used; i++) {
        words[i] = ~words[i];
      }
      words[used - 1] &= -1L >>> -count; // shifts by the lowest 6 bits: by 0 if words are full
    }
  }

  private void markRun(long address, long stride, int length, long[] words, int at) {
    if (ranges.length > 2 * FEW) {
      loops.among(address, stride, length, ranges, words, at);
      return;
    }
    for (int i = 0; i < ranges.length; i += 2) {
      loops.within(address, stride, length, ranges[i], ranges[i + 1], words, at);
    }
  }
}
