package io.memmap.spark.read;

import java.util.List;

/**
 * What a predicate says of the rows of one array.
 *
 * @param rows those that it may hold for
 * @param exact whether it holds for all of {@code rows}; if not, Spark has to look at each
 */
record RowPredicate(RowRanges rows, boolean exact) {

  static RowPredicate exactly(RowRanges rows) {
    return new RowPredicate(rows, true);
  }

  RowPredicate and(RowPredicate other) {
    return new RowPredicate(rows.intersect(other.rows), exact && other.exact);
  }

  RowPredicate or(RowPredicate other) {
    RowRanges either = RowRanges.union(List.of(rows, other.rows));
    return new RowPredicate(either, exact && other.exact);
  }
}
