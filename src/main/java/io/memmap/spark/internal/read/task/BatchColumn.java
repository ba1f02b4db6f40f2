package io.memmap.spark.internal.read.task;

import io.memmap.storage.window.KeptMemory;
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

  /** Moves the vector to a later row of the batch, which becomes its first row. */
  void skip(int rows);

  /**
   * A vector of the rows that this one shows now, which stays as it is when this one is moved.
   *
   * @param rows that it shows
   * @param memory that keeps the mapping of their values
   */
  ColumnVector kept(int rows, KeptMemory memory);
}
