package io.memmap.spark.internal.write.commit;

import io.memmap.storage.runs.Run;
import io.memmap.storage.runs.StagedRecord;
import java.util.List;
import org.apache.spark.sql.connector.write.WriterCommitMessage;

/**
 * What a committed attempt has staged.
 *
 * @param count records
 * @param record how each is staged
 * @param lengths axes of one record; none if it saw no row, or records are scalars
 */
public record StagedRuns(
    int partition, List<Run> runs, long count, StagedRecord record, List<Long> lengths)
    implements WriterCommitMessage {
  private static final long serialVersionUID = 1L;

  /**
   * What a task has sent.
   *
   * @throws IllegalStateException if its class is another one than the driver's, of whatever name
   */
  public static StagedRuns of(WriterCommitMessage message) {
    if (message instanceof StagedRuns staged) {
      return staged;
    }
    throw CommitErrors.loadedTwice();
  }

  /** Bytes of one record in the array. */
  int recordBytes() {
    return record.bytes();
  }
}
