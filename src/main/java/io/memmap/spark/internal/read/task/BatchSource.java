package io.memmap.spark.internal.read.task;

import java.io.Closeable;
import java.io.IOException;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** Shows the rows of one array batch by batch. Owns the open file and its windows. */
interface BatchSource extends Closeable {

  /**
   * Most rows of a batch that begins at {@code first}; at least 1.
   *
   * @throws IOException if the file can't be mapped or read
   */
  int batchRows(long first) throws IOException;

  /**
   * Shows rows; the batch of an earlier call is no longer valid.
   *
   * @throws IOException if the file has been truncated since it was opened
   */
  ColumnarBatch show(long first, int rows) throws IOException;
}
