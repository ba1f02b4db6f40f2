package io.memmap.spark.internal.read.source;

import io.memmap.array.RowRange;
import io.memmap.spark.internal.read.rows.CandidateRows;
import io.memmap.spark.internal.read.rows.RowRanges;
import io.memmap.storage.file.InParallel;
import io.memmap.storage.file.Storage;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.function.UnaryOperator;

/** The arrays of a table. Rows are numbered across all of them. */
public record ArraySources(List<ArraySource> all) implements Serializable {

  /**
   * Ranges of all arrays (some 40 MB on the driver) beyond which further arrays get one range each,
   * whose rows Spark filters.
   */
  private static final long MOST_RANGES = 1_000_000;

  public ArraySources {
    all = List.copyOf(all);
  }

  /** Number of rows of all arrays. */
  public long rows() {
    return all.stream().mapToLong(ArraySource::rows).reduce(0, Math::addExact);
  }

  /** The rows of arrays whose rows have bytes: nothing of others can be mapped. */
  public RowRanges rowsWithBytes() {
    List<RowRanges> rows = new ArrayList<>();
    long first = 0;
    for (ArraySource source : all) {
      rows.add(RowRanges.of(first, source.view().rowBytes() > 0 ? first + source.rows() : first));
      first += source.rows();
    }
    return RowRanges.union(rows);
  }

  /** Bytes that are read; opening a further file counts as {@code openCostInBytes} more. */
  public long cost(long openCostInBytes) {
    double bytes = all.stream().mapToDouble(source -> source.view().bytes()).sum();
    return (long) (bytes + (double) openCostInBytes * Math.max(0, all.size() - 1));
  }

  /** The rows that a predicate may hold for, in all arrays. */
  public CandidateRows where(ArrayPredicate predicate) {
    List<RowRanges> left = new ArrayList<>();
    boolean exact = true;
    long first = 0;
    long ranges = 0;
    for (ArraySource source : all) {
      CandidateRows found = predicate.on(source);
      if (ranges > MOST_RANGES && found.rows().ranges().size() > 1) {
        found = found.covered();
      }
      left.add(found.rows().shifted(first));
      exact &= found.exact();
      first += source.rows();
      ranges += found.rows().ranges().size();
    }
    return new CandidateRows(RowRanges.union(left), exact);
  }

  /**
   * These rows and those of the gaps between them that have up to {@code gap} rows and lie in one
   * array.
   */
  public RowRanges joined(RowRanges rows, long gap) {
    List<RowRange> joined = new ArrayList<>();
    Iterator<ArraySource> ahead = all.iterator();
    long end = 0; // of the array that holds the last row of the ranges so far
    for (RowRange range : rows.ranges()) {
      int last = joined.size() - 1;
      if (range.first() < end && range.first() - joined.get(last).end() <= gap) {
        joined.set(last, new RowRange(joined.get(last).first(), range.end()));
      } else {
        joined.add(range);
      }
      while (end < range.end()) {
        end += ahead.next().rows();
      }
    }
    return new RowRanges(joined);
  }

  /**
   * One partition for each share of the rows.
   *
   * @param shares in ascending order
   */
  public ArrayPartition[] partitions(RowRanges[] shares) {
    SourceWalk walk = new SourceWalk(all);
    return Arrays.stream(shares).map(walk::take).toArray(ArrayPartition[]::new);
  }

  /** These rows by array, for those arrays that have some of them. */
  public List<SourceRows> parts(RowRanges rows) {
    return new SourceWalk(all).take(rows).parts();
  }

  /**
   * These arrays, with those that have some of the rows replaced by what a look at their files
   * returns. Looks at several files in parallel.
   */
  public ArraySources seen(RowRanges rows, Storage storage, UnaryOperator<ArraySource> look) {
    List<ArraySource> read = parts(rows).stream().map(SourceRows::source).toList();
    List<ArraySource> seen = InParallel.map(read, storage, look);
    // By identity: a file that is named twice is read twice
    IdentityHashMap<ArraySource, ArraySource> now = new IdentityHashMap<>();
    for (int i = 0; i < read.size(); i++) {
      now.put(read.get(i), seen.get(i));
    }
    return new ArraySources(all.stream().map(source -> now.getOrDefault(source, source)).toList());
  }

  /** As {@code explain} shows it. */
  @Override
  public String toString() {
    return all.size() == 1
        ? all.get(0).toString()
        : all.size() + " files, " + all.get(0) + " ... " + all.get(all.size() - 1).file().path();
  }
}
