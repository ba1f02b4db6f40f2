package io.memmap.spark.internal.write.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.array.Order;
import io.memmap.array.dtype.DTypes;
import io.memmap.storage.runs.RunWriter;
import io.memmap.storage.runs.StagedRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PartitionSequenceTest {
  private static final ArrayForm BYTES =
      new ArrayForm(DTypes.parse("u1"), Optional.empty(), Order.C, new FileHead.Gap(0));

  @TempDir Path folder;

  @Test
  void partitionsKeepTheirOrderWhicheverTaskEndsFirst() throws IOException {
    try (PartitionSequence sequence = new PartitionSequence(folder, BYTES, false)) {
      StagedRuns last = partition(3, 2);
      StagedRuns none = StagedRuns.none(1);
      sequence.add(last);
      sequence.add(partition(2, 3));
      sequence.add(none);
      assertThat(folder.resolve("array")).doesNotExist();
      sequence.add(partition(0, 1));
      Path file = sequence.finish(List.of(last), 6).path();
      assertThat(Files.readAllBytes(file)).containsExactly(0, 2, 2, 2, 3, 3);
    }
  }

  @Test
  void partitionsThatWereNotReportedAreCopiedAtTheEnd() throws IOException {
    try (PartitionSequence sequence = new PartitionSequence(folder, BYTES, false)) {
      sequence.add(partition(0, 1));
      Path file = sequence.finish(List.of(partition(2, 1), partition(5, 2)), 4).path();
      assertThat(Files.readAllBytes(file)).containsExactly(0, 2, 5, 5);
    }
  }

  @Test
  void refusesASecondAttemptOfAPartition() throws IOException {
    try (PartitionSequence sequence = new PartitionSequence(folder, BYTES, false)) {
      sequence.add(partition(0, 1));
      List<StagedRuns> other = List.of(partition(0, 2));
      assertThatThrownBy(() -> sequence.finish(other, 2)).hasMessageContaining("committed twice");
    }
  }

  @Test
  void ignoresPartitionsThatAreReportedAfterItIsClosed() throws IOException {
    PartitionSequence sequence = new PartitionSequence(folder, BYTES, false);
    sequence.close();
    StagedRuns late = partition(0, 1);
    sequence.add(late);
    assertThat(Path.of(late.runs().get(0).file())).exists();
    assertThat(folder.resolve("array")).doesNotExist();
  }

  /** Stages records of one byte, the number of the partition. */
  private StagedRuns partition(int number, int count) throws IOException {
    Path file = folder.resolve("part-" + number + "-" + count);
    try (RunWriter writer = new RunWriter(file, 1, false)) {
      for (int i = 0; i < count; i++) {
        writer.block()[writer.position()] = (byte) number;
        writer.add();
      }
      return new StagedRuns(
          number, writer.finish(false), count, StagedRecord.whole(1), List.of(), writer.piece());
    }
  }
}
