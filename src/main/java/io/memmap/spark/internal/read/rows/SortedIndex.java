package io.memmap.spark.internal.read.rows;

import java.util.List;
import java.util.function.LongPredicate;

/**
 * An index over the first rows of an array, in which it only increases or only decreases.
 *
 * @param rows number of these rows
 */
public record SortedIndex(AxisIndex index, long rows) {

  /** The rows for which {@code index operator value} holds. */
  public RowRanges where(String operator, long value) {
    RowRanges below = below(value);
    RowRanges above = above(value);
    return switch (operator) {
      case "<" -> below;
      case "<=" -> above.complement(rows);
      case ">" -> above;
      case ">=" -> below.complement(rows);
      case "<>" -> RowRanges.union(List.of(below, above));
      default -> RowRanges.union(List.of(below, above)).complement(rows);
    };
  }

  /** The first rows, or the last ones if the index decreases. */
  private RowRanges below(long value) {
    return index.by() > 0
        ? RowRanges.of(0, firstRow(row -> index.valueAt(row) >= value))
        : RowRanges.of(firstRow(row -> index.valueAt(row) < value), rows);
  }

  private RowRanges above(long value) {
    return index.by() > 0
        ? RowRanges.of(firstRow(row -> index.valueAt(row) > value), rows)
        : RowRanges.of(0, firstRow(row -> index.valueAt(row) <= value));
  }

  /**
   * The first row that passes a test which all later rows pass too; {@code rows} if there is none.
   */
  private long firstRow(LongPredicate test) {
    long low = 0;
    long high = rows;
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (test.test(middle)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
