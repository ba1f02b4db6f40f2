package io.memmap.spark.internal.stream.sink;

import io.memmap.spark.internal.write.ArrayBatchWrite;
import io.memmap.spark.internal.write.ArrayWrite;
import io.memmap.spark.internal.write.commit.ArrayTarget;
import io.memmap.spark.internal.write.commit.EpochPublication;
import io.memmap.spark.internal.write.commit.Publication;
import io.memmap.spark.internal.write.commit.Publications;
import io.memmap.spark.internal.write.commit.WriteAction;
import io.memmap.spark.internal.write.encode.IndexPlan;
import io.memmap.spark.internal.write.encode.RecordPlan;
import java.io.IOException;
import java.time.Duration;
import org.apache.spark.sql.connector.write.PhysicalWriteInfo;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.apache.spark.sql.connector.write.streaming.StreamingDataWriterFactory;
import org.apache.spark.sql.connector.write.streaming.StreamingWrite;

/**
 * The write of one epoch. Spark plans each epoch anew, and tells its number to the tasks and at the
 * commit. It may commit an epoch again, with the same rows, if it was cut off after the commit.
 *
 * <p>An epoch that replaces the whole file needs no note of it: a repeated one makes the same file.
 */
final class EpochWrite implements StreamingWrite {
  /** A stream should not end because of a batch job that has the file for a moment. */
  private static final Duration WAIT = Duration.ofSeconds(60);

  private final String query;
  private final ArrayBatchWrite batch;
  private long epoch;

  EpochWrite(ArrayWrite write, String query) {
    this.query = query;
    this.batch = write.toBatch(this::begin);
  }

  private Publication begin(ArrayTarget target, RecordPlan plan, IndexPlan index, int partitions)
      throws IOException {
    ArrayTarget patient = target.locking().timeout().isZero() ? target.waiting(WAIT) : target;
    return target.action() == WriteAction.REPLACE
        ? Publications.begin(patient, plan, index, partitions)
        : new EpochPublication(patient, plan, index, query, () -> epoch);
  }

  @Override
  public StreamingDataWriterFactory createStreamingWriterFactory(PhysicalWriteInfo info) {
    return new EpochWriterFactory(batch.createBatchWriterFactory(info));
  }

  @Override
  public void commit(long number, WriterCommitMessage[] messages) {
    epoch = number;
    batch.commit(messages);
  }

  /** After a failed commit too: what may be published, or is left to finish, stays. */
  @Override
  public void abort(long number, WriterCommitMessage[] messages) {
    batch.abort(messages);
  }
}
