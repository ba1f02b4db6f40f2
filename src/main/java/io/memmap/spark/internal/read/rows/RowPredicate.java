package io.memmap.spark.internal.read.rows;

import java.util.List;

/**
 * What a predicate says of the rows of one array.
 *
 * @param rows those that it may hold for
 * @param exact whether it holds for all of {@code rows}; if not, Spark has to look at each
 */
public record RowPredicate(RowRanges rows, boolean exact) {

  public static RowPredicate exactly(RowRanges rows) {
    return new RowPredicate(rows, true);
  }

  /** The same and all rows between them, which Spark has to look at. */
  public RowPredicate covered() {
    List<RowRange> ranges = rows.ranges();
    return ranges.size() < 2
        ? this
        : new RowPredicate(RowRanges.of(ranges.get(0).first(), rows.end()), false);
  }

  public RowPredicate and(RowPredicate other) {
    return new RowPredicate(rows.intersect(other.rows), exact && other.exact);
  }

  /** That at least one of these holds. */
  public static RowPredicate any(List<RowPredicate> some) {
    return new RowPredicate(
        RowRanges.union(some.stream().map(RowPredicate::rows).toList()),
        some.stream().allMatch(RowPredicate::exact));
  }
}
