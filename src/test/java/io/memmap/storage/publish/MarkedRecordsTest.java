package io.memmap.storage.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.array.ArraySpec;
import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.VoidDType;
import io.memmap.storage.runs.JoinedWrites;
import io.memmap.storage.runs.Run;
import io.memmap.storage.runs.RunWriter;
import io.memmap.storage.runs.StagedRecord;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Updates of which only marked bytes are written. {@code -Doracle.seed} repeats a run. */
class MarkedRecordsTest {
  private static final long SEED = Long.getLong("oracle.seed", System.nanoTime());

  @TempDir Path folder;

  private final Random random = new Random(SEED);

  @Test
  void marksAreFoundAndSkipped() {
    for (int bytes : new int[] {1, 7, 8, 9, 64, 1000}) {
      StagedRecord record = StagedRecord.marked(bytes);
      byte[] block = new byte[3 + record.width()];
      boolean[] marked = new boolean[bytes];
      assertThat(record.nextMarked(block, 3, 0)).isEqualTo(bytes);
      for (int i = 0; i < 20; i++) {
        int from = random.nextInt(bytes);
        int count = random.nextInt(bytes - from + 1);
        record.mark(block, 3, from, count);
        Arrays.fill(marked, from, from + count, true);
        assertFound(record, block, marked);
      }
      record.mark(block, 3, 0, bytes);
      assertThat(record.isMarked(block, 3)).isTrue();
      record.clear(block, 3);
      assertThat(block).containsOnly(0);
    }
  }

  private static void assertFound(StagedRecord record, byte[] block, boolean[] marked) {
    int nextMarked = marked.length;
    int nextUnmarked = marked.length;
    for (int i = marked.length - 1; i >= 0; i--) {
      nextMarked = marked[i] ? i : nextMarked;
      nextUnmarked = marked[i] ? nextUnmarked : i;
      assertThat(record.nextMarked(block, 3, i)).isEqualTo(nextMarked);
      assertThat(record.nextUnmarked(block, 3, i)).isEqualTo(nextUnmarked);
    }
  }

  /** Random marks in random records of random arrays; a second time changes nothing. */
  @ParameterizedTest
  @EnumSource(Order.class)
  void onlyMarkedBytesAreWritten(Order order) throws IOException {
    for (int round = 0; round < 60; round++) {
      assertOnlyMarkedBytesAreWritten(
          new ArraySpec(new VoidDType(1 + random.nextInt(20)), shape(), order, random.nextInt(9)));
    }
  }

  private Shape shape() {
    long[] lengths = new long[1 + random.nextInt(3)];
    for (int axis = 0; axis < lengths.length; axis++) {
      lengths[axis] = 1L + random.nextInt(axis == 0 ? 300 : 5);
    }
    return Shape.of(lengths);
  }

  private void assertOnlyMarkedBytesAreWritten(ArraySpec spec) throws IOException {
    int rows = (int) spec.shape().length(0);
    StagedRecord record = StagedRecord.marked((int) (spec.bytes() / rows));
    byte[] expected = new byte[(int) spec.end() + random.nextInt(3)];
    random.nextBytes(expected);
    Path file = Files.write(folder.resolve("a.dat"), expected);
    Path staging = Files.createDirectory(StagingArea.folder(file, StagingArea.UPDATE));
    Files.createFile(staging.resolve("owner"));
    List<Run> runs = new ArrayList<>();
    List<Integer> indices = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      if (random.nextBoolean()) {
        indices.add(row);
      }
    }
    Collections.shuffle(indices, random);
    try (RunWriter writer = new RunWriter(staging.resolve("part-0"), record.width(), true)) {
      for (int row : indices) {
        stage(writer, record, spec, row, expected);
      }
      runs.addAll(writer.finish(false));
    }
    ArrayChange change = new ArrayChange(spec, record, runs, new byte[0]);
    UpdateJournal.of(file, change).write(staging, false);
    for (int time = 0; time < 2; time++) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        CutOffUpdates.read(file, staging).change().writeRecords(channel);
      }
      assertThat(Files.readAllBytes(file))
          .as("%s, -Doracle.seed=%d", spec, SEED)
          .isEqualTo(expected);
    }
    assertThat(InterruptedUpdate.finish(file)).isTrue();
    assertThat(Files.readAllBytes(file)).isEqualTo(expected);
    assertThat(staging).doesNotExist();
  }

  private void stage(
      RunWriter writer, StagedRecord record, ArraySpec spec, int row, byte[] expected)
      throws IOException {
    int at = writer.position();
    byte[] values = new byte[record.bytes()];
    random.nextBytes(values);
    System.arraycopy(values, 0, writer.block(), at, values.length);
    record.clear(writer.block(), at);
    int itemsize = spec.dtype().itemsize();
    for (int times = random.nextInt(4); times > 0; times--) {
      int from = random.nextInt(record.bytes());
      int count = random.nextInt(record.bytes() - from + 1);
      record.mark(writer.block(), at, from, count);
      for (int i = from; i < from + count; i++) {
        long row0 = spec.view().position(i / itemsize) + i % itemsize;
        expected[(int) (row0 + row * spec.view().stride(0))] = values[i];
      }
    }
    writer.add(row);
  }

  @Test
  void adjacentPiecesAreJoinedAndOtherBytesStay() throws IOException {
    byte[] expected = new byte[3 << 20];
    byte[] ones = new byte[1 << 20];
    Arrays.fill(ones, (byte) 1);
    Path file = Files.write(folder.resolve("a.dat"), expected);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      JoinedWrites writes = new JoinedWrites(channel);
      writes.add(ones, 0, 3, 5);
      writes.add(ones, 0, 4, 8);
      writes.add(ones, 0, ones.length, 12);
      writes.add(ones, 0, 1, 12 + ones.length);
      writes.add(ones, 0, 1, 2 << 20);
      writes.flush();
    }
    Arrays.fill(expected, 5, 13 + ones.length, (byte) 1);
    expected[2 << 20] = 1;
    assertThat(Files.readAllBytes(file)).isEqualTo(expected);
  }

  @Test
  void aJournalSaysWhetherRecordsAreMarked() throws IOException {
    ArraySpec spec = new ArraySpec(new VoidDType(4), Shape.of(3), Order.C, 0);
    Path file = Files.write(folder.resolve("a.dat"), new byte[12]);
    for (StagedRecord record : List.of(StagedRecord.whole(4), StagedRecord.marked(4))) {
      UpdateJournal.of(file, new ArrayChange(spec, record, List.of(), new byte[0]))
          .write(folder, false);
      assertThat(CutOffUpdates.read(file, folder).change().record()).isEqualTo(record);
      Files.delete(folder.resolve("journal"));
    }
  }
}
