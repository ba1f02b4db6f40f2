package io.memmap.spark.internal.stream.sink;

import io.memmap.spark.internal.write.ArrayWriterFactory;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.streaming.StreamingDataWriterFactory;

/** Makes the writers of an epoch's tasks; Spark sends it to the executors. */
final class EpochWriterFactory implements StreamingDataWriterFactory {
  private static final long serialVersionUID = 1L;
  private static final long NONE = -1;

  private final ArrayWriterFactory rows;
  private long first = NONE;

  /**
   * A factory for one epoch.
   *
   * @param rows makes the writers of a batch write, which are the same
   */
  EpochWriterFactory(ArrayWriterFactory rows) {
    this.rows = rows;
  }

  /**
   * A writer of an attempt.
   *
   * @throws UnsupportedOperationException if a task writes several epochs, as in continuous
   *     processing
   */
  @Override
  public DataWriter<InternalRow> createWriter(int partition, long task, long epoch) {
    if (first != NONE && first != epoch) {
      throw SinkErrors.continuous(rows.file());
    }
    first = epoch;
    return rows.createWriter(partition, task);
  }
}
