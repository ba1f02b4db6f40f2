package io.memmap.spark.internal.write.commit;

import io.memmap.storage.runs.Run;
import io.memmap.storage.runs.StagedRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.connector.write.WriterCommitMessage;

/** What the one committed attempt of each partition has staged, in the order of the partitions. */
public final class CommittedRuns {
  private final String path;
  private final List<StagedRuns> partitions;
  private final Optional<StagedRuns> speaker;

  /**
   * Looks at all partitions.
   *
   * @throws IllegalArgumentException if their arrays differ in length
   */
  public CommittedRuns(String path, WriterCommitMessage[] messages) {
    this.path = path;
    this.partitions =
        Arrays.stream(messages)
            .map(StagedRuns::of)
            .filter(staged -> staged.count() > 0)
            .sorted(Comparator.comparingInt(StagedRuns::partition))
            .toList();
    this.speaker = partitions.stream().findFirst();
    partitions.forEach(this::refuseRagged);
  }

  private void refuseRagged(StagedRuns partition) {
    StagedRuns first = speaker.orElse(partition);
    if (!first.lengths().equals(partition.lengths())) {
      throw CommitErrors.ragged(path, first, partition);
    }
  }

  /** Those that have any record. */
  List<StagedRuns> partitions() {
    return partitions;
  }

  /** Records of all partitions. */
  public long count() {
    return partitions.stream().mapToLong(StagedRuns::count).sum();
  }

  /** How each record is staged; of 0 bytes if there is none. */
  StagedRecord record() {
    return speaker.map(StagedRuns::record).orElse(StagedRecord.whole(0));
  }

  /** Bytes of one record; 0 if there is none. */
  int recordBytes() {
    return record().bytes();
  }

  /** Lengths of the axes of one record, where the first record tells them. */
  Optional<List<Long>> lengths() {
    return speaker.map(StagedRuns::lengths);
  }

  /** Runs whose records say their own indices. */
  List<Run> indexed() {
    return partitions.stream().flatMap(partition -> partition.runs().stream()).toList();
  }

  /** Runs of partitions that follow one another from record {@code first} on. */
  List<Run> following(long first) {
    List<Run> runs = new ArrayList<>();
    long base = first;
    for (StagedRuns partition : partitions) {
      for (Run run : partition.runs()) {
        runs.add(run.shiftedBy(base));
      }
      base += partition.count();
    }
    return runs;
  }
}
