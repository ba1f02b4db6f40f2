package io.memmap.spark.internal.read.rows;

import io.memmap.array.RowRange;
import java.util.List;

/**
 * The rows of an array that a predicate may hold for.
 *
 * @param rows no other row satisfies the predicate
 * @param exact whether it holds for all of {@code rows}; if not, Spark evaluates it for each of
 *     them
 */
public record CandidateRows(RowRanges rows, boolean exact) {

  public static CandidateRows exactly(RowRanges rows) {
    return new CandidateRows(rows, true);
  }

  /**
   * One range from the first of these rows to the last; Spark evaluates the predicate for its rows.
   */
  public CandidateRows covered() {
    List<RowRange> ranges = rows.ranges();
    return ranges.size() < 2
        ? this
        : new CandidateRows(RowRanges.of(ranges.get(0).first(), rows.end()), false);
  }

  public CandidateRows and(CandidateRows other) {
    return new CandidateRows(rows.intersect(other.rows), exact && other.exact);
  }

  /** The rows for which at least one of these predicates may hold. */
  public static CandidateRows any(List<CandidateRows> some) {
    return new CandidateRows(
        RowRanges.union(some.stream().map(CandidateRows::rows).toList()),
        some.stream().allMatch(CandidateRows::exact));
  }
}
