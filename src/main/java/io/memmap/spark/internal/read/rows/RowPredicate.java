package io.memmap.spark.internal.read.rows;

import java.util.List;

/**
 * The rows of an array that a predicate may hold for.
 *
 * @param rows no other row satisfies the predicate
 * @param exact whether it holds for all of {@code rows}; if not, Spark evaluates it for each of
 *     them
 */
public record RowPredicate(RowRanges rows, boolean exact) {

  public static RowPredicate exactly(RowRanges rows) {
    return new RowPredicate(rows, true);
  }

  /**
   * One range from the first of these rows to the last; Spark evaluates the predicate for its rows.
   */
  public RowPredicate covered() {
    List<RowRange> ranges = rows.ranges();
    return ranges.size() < 2
        ? this
        : new RowPredicate(RowRanges.of(ranges.get(0).first(), rows.end()), false);
  }

  public RowPredicate and(RowPredicate other) {
    return new RowPredicate(rows.intersect(other.rows), exact && other.exact);
  }

  /** The rows for which at least one of these predicates may hold. */
  public static RowPredicate any(List<RowPredicate> some) {
    return new RowPredicate(
        RowRanges.union(some.stream().map(RowPredicate::rows).toList()),
        some.stream().allMatch(RowPredicate::exact));
  }
}
