package io.memmap.spark.internal.read.task;

import org.apache.spark.sql.vectorized.ColumnVector;

/** Copies of some rows of a column, in memory that the caller owns. */
public interface SelectedColumn {

  /** Shows the copies. */
  ColumnVector vector();

  /**
   * Copies rows.
   *
   * @param source shows the column
   * @param first row of it that position 0 is
   * @param positions of the rows, in ascending order
   * @param count of the positions, at least 1
   * @param at number of copied rows before these
   */
  void copy(ColumnVector source, int first, int[] positions, int count, int at);
}
