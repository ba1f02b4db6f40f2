package io.memmap.spark.internal.read.source;

import io.memmap.array.RowRange;
import io.memmap.spark.internal.read.rows.RowRanges;
import io.memmap.spark.internal.read.rows.SplitSizes;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Cuts rows into ranges of a given length: consecutive rows of one array, of which only the last
 * range may be shorter. Ranges are counted, not kept, since there may be as many as rows.
 */
public final class RangeCut {
  private final long most;

  /** Consecutive rows of one array each. */
  private final List<RowRange> runs = new ArrayList<>();

  private final long count;

  /**
   * @param rows numbered across all arrays
   * @param most rows of a range
   */
  public RangeCut(ArraySources sources, RowRanges rows, long most) {
    this.most = Math.min(most, Math.max(1, sources.rows())); // so that products do not overflow
    Iterator<ArraySource> ahead = sources.all().iterator();
    long end = 0; // of the array that holds the next row
    for (RowRange range : rows.ranges()) {
      long next = range.first();
      while (next < range.end()) {
        while (next >= end) {
          end += ahead.next().rows();
        }
        runs.add(new RowRange(next, Math.min(range.end(), end)));
        next = Math.min(range.end(), end);
      }
    }
    this.count = runs.stream().mapToLong(this::count).sum();
  }

  /** Number of ranges. */
  public long count() {
    return count;
  }

  private long count(RowRange run) {
    return (run.end() - run.first() + most - 1) / most;
  }

  /**
   * The rows of each task: whole ranges, about as many for each.
   *
   * @param bytes of all rows
   */
  public RowRanges[] cut(SplitSizes sizes, long bytes) {
    Iterator<RowRange> ahead = runs.iterator();
    List<RowRanges> tasks = new ArrayList<>();
    RowRange run = new RowRange(0, 0); // what is left of the current one
    for (RowRange share : sizes.cut(count, bytes)) {
      List<RowRange> own = new ArrayList<>();
      for (long left = share.end() - share.first(); left > 0; ) {
        run = run.first() < run.end() ? run : ahead.next();
        long taken = Math.min(left, count(run));
        long end = Math.min(run.end(), run.first() + taken * most);
        add(own, new RowRange(run.first(), end));
        run = new RowRange(end, run.end());
        left -= taken;
      }
      tasks.add(new RowRanges(own));
    }
    return tasks.toArray(RowRanges[]::new);
  }

  /** Joins the end of an array and the beginning of the next one. */
  private static void add(List<RowRange> ranges, RowRange next) {
    int last = ranges.size() - 1;
    if (last >= 0 && ranges.get(last).end() == next.first()) {
      ranges.set(last, new RowRange(ranges.get(last).first(), next.end()));
    } else {
      ranges.add(next);
    }
  }
}
