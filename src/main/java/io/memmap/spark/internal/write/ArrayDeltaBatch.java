package io.memmap.spark.internal.write;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.write.DeltaBatchWrite;
import org.apache.spark.sql.connector.write.DeltaWriter;
import org.apache.spark.sql.connector.write.DeltaWriterFactory;
import org.apache.spark.sql.connector.write.PhysicalWriteInfo;
import org.apache.spark.sql.connector.write.WriterCommitMessage;

/** The same steps as those of any write; only the tasks get ids beside the rows. */
final class ArrayDeltaBatch implements DeltaBatchWrite {
  private final ArrayBatchWrite batch;
  private final Runnable afterwards;

  ArrayDeltaBatch(ArrayBatchWrite batch, Runnable afterwards) {
    this.batch = batch;
    this.afterwards = afterwards;
  }

  @Override
  public DeltaWriterFactory createBatchWriterFactory(PhysicalWriteInfo info) {
    return new Writers(batch.createBatchWriterFactory(info));
  }

  @Override
  public void onDataWriterCommit(WriterCommitMessage message) {
    batch.onDataWriterCommit(message);
  }

  @Override
  public void commit(WriterCommitMessage[] messages) {
    batch.commit(messages);
    afterwards.run();
  }

  @Override
  public void abort(WriterCommitMessage[] messages) {
    batch.abort(messages);
  }

  private record Writers(ArrayWriterFactory rows) implements DeltaWriterFactory {
    @Override
    public DeltaWriter<InternalRow> createWriter(int partition, long task) {
      return new ArrayDeltaWriter(new ArrayDataWriter(rows, partition, task));
    }
  }
}
