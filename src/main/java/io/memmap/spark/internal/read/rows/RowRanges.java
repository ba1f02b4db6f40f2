package io.memmap.spark.internal.read.rows;

import io.memmap.array.RowRange;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A set of rows, in order. Its ranges do not touch each other, so equal sets are equal values.
 *
 * @param ranges in order, not empty, with at least one row between two of them
 */
public record RowRanges(List<RowRange> ranges) implements Serializable {
  /** Ranges that {@link #toString} shows; {@code explain} has one line for them. */
  private static final int SHOWN = 4;

  public static final RowRanges NONE = new RowRanges(List.of());

  public RowRanges {
    ranges = List.copyOf(ranges);
  }

  /** Rows {@code first} to {@code end} (exclusive); no rows if {@code end} is not greater. */
  public static RowRanges of(long first, long end) {
    return first < end ? new RowRanges(List.of(new RowRange(first, end))) : NONE;
  }

  /** The rows of all these sets, which may overlap and come in any order. */
  public static RowRanges union(List<RowRanges> parts) {
    long[][] sorted =
        parts.stream()
            .flatMap(part -> part.ranges.stream())
            .map(range -> new long[] {range.first(), range.end()})
            .sorted((a, b) -> Long.compare(a[0], b[0]))
            .toArray(long[][]::new);
    List<RowRange> joined = new ArrayList<>();
    for (int i = 0; i < sorted.length; ) {
      long first = sorted[i][0];
      long end = sorted[i][1];
      for (i++; i < sorted.length && sorted[i][0] <= end; i++) {
        end = Math.max(end, sorted[i][1]);
      }
      joined.add(new RowRange(first, end));
    }
    return new RowRanges(joined);
  }

  public RowRanges intersect(RowRanges other) {
    List<RowRange> both = new ArrayList<>();
    int mine = 0;
    int theirs = 0;
    while (mine < ranges.size() && theirs < other.ranges.size()) {
      RowRange a = ranges.get(mine);
      RowRange b = other.ranges.get(theirs);
      long first = Math.max(a.first(), b.first());
      long end = Math.min(a.end(), b.end());
      if (first < end) {
        both.add(new RowRange(first, end));
      }
      if (a.end() < b.end()) {
        mine++;
      } else {
        theirs++;
      }
    }
    return new RowRanges(both);
  }

  /** Those of the rows {@code first} to {@code end} (exclusive) that are in this set. */
  public RowRanges within(long first, long end) {
    if (first >= end) {
      return NONE;
    }
    int low = 0; // the first range that ends after `first` is searched by halves
    int high = ranges.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ranges.get(middle).end() <= first) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    List<RowRange> some = new ArrayList<>();
    for (; low < ranges.size() && ranges.get(low).first() < end; low++) {
      RowRange range = ranges.get(low);
      some.add(new RowRange(Math.max(first, range.first()), Math.min(end, range.end())));
    }
    return new RowRanges(some);
  }

  /** These rows and those of the gaps between them that have up to {@code gap} rows. */
  public RowRanges joined(long gap) {
    List<RowRange> joined = new ArrayList<>();
    for (RowRange range : ranges) {
      int last = joined.size() - 1;
      if (last >= 0 && range.first() - joined.get(last).end() <= gap) {
        joined.set(last, new RowRange(joined.get(last).first(), range.end()));
      } else {
        joined.add(range);
      }
    }
    return new RowRanges(joined);
  }

  /** The rows that come {@code by} rows after these. */
  public RowRanges shifted(long by) {
    return new RowRanges(
        ranges.stream().map(range -> new RowRange(range.first() + by, range.end() + by)).toList());
  }

  /** Those of the first {@code rows} rows that are not in this set. */
  public RowRanges complement(long rows) {
    List<RowRange> others = new ArrayList<>();
    long next = 0;
    for (RowRange range : ranges) {
      if (next < range.first()) {
        others.add(new RowRange(next, range.first()));
      }
      next = range.end();
    }
    if (next < rows) {
      others.add(new RowRange(next, rows));
    }
    return new RowRanges(others);
  }

  /** The rows at positions {@code from} to {@code to} (exclusive) in this set, counted from 0. */
  public RowRanges part(long from, long to) {
    List<RowRange> some = new ArrayList<>();
    long passed = 0;
    for (RowRange range : ranges) {
      long first = range.first() + Math.max(0, from - passed);
      long end = Math.min(range.end(), range.first() + Math.max(0, to - passed));
      if (first < end) {
        some.add(new RowRange(first, end));
      }
      passed += range.end() - range.first();
    }
    return new RowRanges(some);
  }

  public long count() {
    return ranges.stream().mapToLong(range -> range.end() - range.first()).sum();
  }

  /** Index of the last row plus 1; 0 if there are no rows. */
  public long end() {
    return ranges.isEmpty() ? 0 : ranges.get(ranges.size() - 1).end();
  }

  /**
   * The rows at consecutive ranges of positions in this set.
   *
   * @param shares ranges of positions, the first of which begins at 0
   */
  RowRanges[] parts(RowRange[] shares) {
    RowRanges[] parts = new RowRanges[shares.length];
    int range = 0;
    long passed = 0; // rows of the ranges before
    for (int i = 0; i < shares.length; i++) {
      List<RowRange> some = new ArrayList<>();
      long next = shares[i].first();
      while (next < shares[i].end()) {
        RowRange current = ranges.get(range);
        long first = current.first() + (next - passed);
        long end = Math.min(current.end(), first + (shares[i].end() - next));
        some.add(new RowRange(first, end));
        next += end - first;
        if (end == current.end()) {
          passed += current.end() - current.first();
          range++;
        }
      }
      parts[i] = new RowRanges(some);
    }
    return parts;
  }

  /** A NumPy slice for each range: {@code 0:10, 990:1000}. */
  @Override
  public String toString() {
    String shown =
        ranges.stream()
            .limit(SHOWN)
            .map(range -> range.first() + ":" + range.end())
            .collect(Collectors.joining(", "));
    int more = ranges.size() - SHOWN;
    return more > 0 ? shown + ", ... " + more + " more" : shown;
  }
}
