package io.memmap.spark.internal.read.task;

import org.apache.spark.sql.vectorized.ColumnVector;

/** A test of the values of a column. */
@FunctionalInterface
public interface RowMatcher {

  /**
   * Sets bit {@code i} of the words for each row {@code first + i} whose value passes, and clears
   * the bits of the other rows.
   *
   * @param count rows, at least 1
   * @param words bits after those of the rows become 0
   */
  void mark(ColumnVector values, int first, int count, long[] words);
}
