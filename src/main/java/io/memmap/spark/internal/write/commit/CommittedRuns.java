package io.memmap.spark.internal.write.commit;

import io.memmap.storage.runs.Run;
import io.memmap.storage.runs.StagedRecord;
import io.memmap.storage.staging.StagedPiece;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.connector.write.WriterCommitMessage;

/** The staged records of all partitions: of the one committed attempt each, in partition order. */
public final class CommittedRuns {
  private final String path;
  private final List<StagedRuns> partitions;
  private final Optional<StagedRuns> first;

  /**
   * Takes the messages of all tasks.
   *
   * @throws IllegalArgumentException if records of two partitions have axes of different lengths
   */
  public CommittedRuns(String path, WriterCommitMessage[] messages) {
    this.path = path;
    this.partitions =
        Arrays.stream(messages)
            .map(StagedRuns::of)
            .filter(staged -> staged.count() > 0)
            .sorted(Comparator.comparingInt(StagedRuns::partition))
            .toList();
    this.first = partitions.stream().findFirst();
    partitions.forEach(this::refuseRagged);
  }

  private CommittedRuns(String path, List<StagedRuns> partitions) {
    this.path = path;
    this.partitions = partitions;
    this.first = partitions.stream().findFirst();
  }

  /** The same records in copies of the staging files, in the same order. */
  CommittedRuns with(List<StagedRuns> copies) {
    return new CommittedRuns(path, List.copyOf(copies));
  }

  /** The same records in staging files that were moved to another folder. */
  CommittedRuns in(Path folder) {
    return with(partitions.stream().map(partition -> partition.in(folder)).toList());
  }

  private void refuseRagged(StagedRuns partition) {
    StagedRuns expected = first.orElse(partition);
    if (!expected.lengths().equals(partition.lengths())) {
      throw CommitErrors.ragged(path, expected, partition);
    }
  }

  /** Partitions with at least one record. */
  List<StagedRuns> partitions() {
    return partitions;
  }

  /** What a store knows of them, in partition order; those without bytes are left out. */
  List<StagedPiece> pieces() {
    return partitions.stream().map(StagedRuns::piece).filter(piece -> piece.bytes() > 0).toList();
  }

  /** Records of all partitions. */
  public long count() {
    return partitions.stream().mapToLong(StagedRuns::count).sum();
  }

  /** How each record is staged; a record of 0 bytes if there are none. */
  StagedRecord record() {
    return first.map(StagedRuns::record).orElse(StagedRecord.whole(0));
  }

  /** Bytes of one record in the array; 0 if there are none. */
  int recordBytes() {
    return record().bytes();
  }

  /** Lengths of the axes of one record; empty if there are none. */
  Optional<List<Long>> lengths() {
    return first.map(StagedRuns::lengths);
  }

  /** Runs whose records have an index each. */
  List<Run> indexed() {
    return partitions.stream().flatMap(partition -> partition.runs().stream()).toList();
  }

  /** Runs without indices: their records are consecutive, starting at record {@code start}. */
  List<Run> following(long start) {
    List<Run> runs = new ArrayList<>();
    long base = start;
    for (StagedRuns partition : partitions) {
      for (Run run : partition.runs()) {
        runs.add(run.shiftedBy(base));
      }
      base += partition.count();
    }
    return runs;
  }
}
