package io.memmap.spark.internal.read.task;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
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
   * Shows rows; the batch of an earlier call is no longer valid. The batch has no rows if a
   * predicate selects none, or if {@link #more} will return them.
   *
   * @throws IOException if the file has been truncated since it was opened
   */
  ColumnarBatch show(long first, int rows) throws IOException;

  /**
   * Shows fewer of the rows last shown: those from row {@code rows} of the batch on.
   *
   * @param rows of the batch that are left out
   * @param count of the rows that are left
   */
  ColumnarBatch skip(int rows, int count);

  /**
   * A column of the batch last shown.
   *
   * @return empty if it is made of several columns
   */
  Optional<BatchColumn> column(int ordinal);

  /**
   * A further batch of rows that were shown.
   *
   * @param last whether no more rows will be shown
   * @return empty if there is none, or none yet
   * @throws IOException if there is no memory for copies of rows
   */
  default Optional<ColumnarBatch> more(boolean last) throws IOException {
    return Optional.empty();
  }
}
