package io.memmap.spark.internal.read.task;

import java.io.Closeable;
import java.io.IOException;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** Shows the rows of a task batch by batch. Owns the open file and its windows. */
interface BatchSource extends Closeable {

  /**
   * Rows that the batch from {@code first} on holds at the most, 1 or more.
   *
   * @throws IOException if the file can't be mapped or read
   */
  int batchRows(long first) throws IOException;

  /**
   * Shows the next rows; the batch of before is void.
   *
   * @throws IOException if the file was cut meanwhile
   */
  ColumnarBatch show(long first, int rows) throws IOException;
}
