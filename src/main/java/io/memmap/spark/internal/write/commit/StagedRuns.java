package io.memmap.spark.internal.write.commit;

import io.memmap.storage.runs.Run;
import io.memmap.storage.runs.StagedRecord;
import io.memmap.storage.staging.StagedPiece;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.connector.write.WriterCommitMessage;

/**
 * The records that a committed attempt has staged.
 *
 * @param count number of records
 * @param record how each is staged
 * @param lengths of the axes of one record; empty if there are no records, or if they are scalars
 * @param piece by which a store knows them; null if there are no records
 */
public record StagedRuns(
    int partition,
    List<Run> runs,
    long count,
    StagedRecord record,
    List<Long> lengths,
    StagedPiece piece)
    implements WriterCommitMessage {
  private static final long serialVersionUID = 1L;

  /** Those of a partition without records. */
  public static StagedRuns none(int partition) {
    return new StagedRuns(partition, List.of(), 0, StagedRecord.whole(0), List.of(), null);
  }

  /** The same records in a copy of the staging file. */
  StagedRuns in(String copy) {
    List<Run> there = runs.stream().map(run -> run.in(copy)).toList();
    return new StagedRuns(partition, there, count, record, lengths, piece);
  }

  /** The same records in a staging file that was moved to another folder. */
  StagedRuns in(Path folder) {
    List<Run> there =
        runs.stream()
            .map(run -> run.in(folder.resolve(Path.of(run.file()).getFileName()).toString()))
            .toList();
    return new StagedRuns(partition, there, count, record, lengths, piece);
  }

  /**
   * A task's commit message, cast to this class.
   *
   * @throws IllegalStateException if its class was loaded by another class loader than this one
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
