package io.memmap.spark.internal.read.task;

import io.memmap.storage.window.RowBuffer;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** Copies of some rows of columns that are copied together, in memory that the caller owns. */
public interface SelectedColumns {

  /** Bytes that a copy of one row takes; 0 if nothing is copied. */
  long rowBytes();

  /**
   * Takes memory for copies.
   *
   * @param rows most rows that are copied
   * @param vectors of the batch of copies, into which those of these columns are put
   */
  void allocate(RowBuffer memory, int rows, ColumnVector[] vectors);

  /**
   * Copies rows.
   *
   * @param source shows the columns
   * @param first row of it that position 0 is
   * @param positions of the rows, in ascending order
   * @param count of the positions, at least 1
   * @param at number of copied rows before these
   */
  void copy(ColumnarBatch source, int first, int[] positions, int count, int at);
}
