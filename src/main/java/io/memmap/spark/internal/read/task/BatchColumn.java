package io.memmap.spark.internal.read.task;

import org.apache.spark.sql.vectorized.ColumnVector;

/** A vector that can be moved from batch to batch. */
public interface BatchColumn {

  ColumnVector vector();

  /**
   * Moves the vector to the first row of a batch.
   *
   * @param firstRow index of the batch's first row in the array; for a column of cells, in the
   *     block that begins at {@code address}
   * @param address where the column's value of that row lies; ignored by a column that is not
   *     stored
   */
  void moveTo(long firstRow, long address);
}
