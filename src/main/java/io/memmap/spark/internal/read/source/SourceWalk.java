package io.memmap.spark.internal.read.source;

import io.memmap.array.RowRange;
import io.memmap.spark.internal.read.rows.RowRanges;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Finds the arrays of ascending rows in one pass through the arrays of a table. */
final class SourceWalk {
  private final Iterator<ArraySource> ahead;
  private ArraySource source;
  private long first; // first row of the current array
  private long end;

  SourceWalk(List<ArraySource> sources) {
    this.ahead = sources.iterator();
  }

  /**
   * The partition that reads these rows.
   *
   * @param rows all greater than the rows of earlier calls
   */
  ArrayPartition take(RowRanges rows) {
    List<SourceRows> parts = new ArrayList<>();
    List<RowRange> own = new ArrayList<>();
    for (RowRange range : rows.ranges()) {
      long next = range.first();
      while (next < range.end()) {
        if (next >= end) {
          finish(own, parts);
          reach(next);
        }
        long stop = Math.min(range.end(), end);
        own.add(new RowRange(next - first, stop - first));
        next = stop;
      }
    }
    finish(own, parts);
    return new ArrayPartition(parts);
  }

  private void finish(List<RowRange> own, List<SourceRows> parts) {
    if (!own.isEmpty()) {
      parts.add(new SourceRows(source, new RowRanges(own)));
      own.clear();
    }
  }

  private void reach(long row) {
    while (row >= end) {
      source = ahead.next();
      first = end;
      end = first + source.rows();
    }
  }
}
