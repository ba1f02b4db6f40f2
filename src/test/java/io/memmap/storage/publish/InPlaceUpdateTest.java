package io.memmap.storage.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.array.ArraySpec;
import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.dtype.DTypes;
import io.memmap.storage.runs.Run;
import io.memmap.storage.runs.RunWriter;
import io.memmap.testing.FileCalls;
import io.memmap.testing.ObservedFileSystem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Updates that are applied, cut off, finished, and run at the same time. */
class InPlaceUpdateTest {
  private static final int ROWS = 50_000;

  @TempDir Path folder;

  private static ArraySpec spec(long rows) {
    return new ArraySpec(DTypes.parse("<i4"), Shape.of(rows), Order.C, 0);
  }

  private Path array(int rows) throws IOException {
    Path file = folder.resolve("a.dat");
    ByteBuffer bytes = ByteBuffer.allocate(rows * 4).order(ByteOrder.LITTLE_ENDIAN);
    IntStream.range(0, rows).forEach(bytes::putInt);
    return Files.write(file, bytes.array());
  }

  /** Every third row becomes its negative; several attempts stage them in random order. */
  private static List<Run> stage(Path staging, int rows) throws IOException {
    List<Long> indices =
        new java.util.ArrayList<>(
            IntStream.range(0, rows).filter(i -> i % 3 == 0).asLongStream().boxed().toList());
    java.util.Collections.shuffle(indices, new Random(5));
    List<Run> runs = new java.util.ArrayList<>();
    for (int part = 0; part < 4; part++) {
      try (RunWriter writer = new RunWriter(staging.resolve("part-" + part), 4, true)) {
        for (int i = part; i < indices.size(); i += 4) {
          ByteBuffer.wrap(writer.block())
              .order(ByteOrder.LITTLE_ENDIAN)
              .putInt(writer.position(), (int) -indices.get(i));
          writer.add(indices.get(i));
        }
        runs.addAll(writer.finish(false));
      }
    }
    return runs;
  }

  private static void assertUpdated(Path file, int rows) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < rows; i++) {
      assertThat(bytes.getInt(i * 4)).isEqualTo(i % 3 == 0 ? -i : i);
    }
  }

  private void assertAlone(Path file) throws IOException {
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactly(file);
    }
  }

  @Test
  void anUpdateTouchesItsRowsOnly() throws IOException {
    Path file = array(ROWS);
    try (InPlaceUpdate update = InPlaceUpdate.open(file, "1")) {
      update.apply(new ArrayChange(spec(ROWS), 4, stage(update.folder(), ROWS), new byte[0]), true);
    }
    assertUpdated(file, ROWS);
    assertAlone(file);
  }

  @Test
  void aSecondUpdateAtTheSameTimeIsRefused() throws IOException {
    Path file = array(10);
    try (InPlaceUpdate first = InPlaceUpdate.open(file, "1")) {
      assertThatThrownBy(() -> InPlaceUpdate.open(file, "2"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("file " + file + ": another write is appending to it or updating")
          .hasMessageContaining("write again");
      assertThat(InPlaceUpdate.isUnderWay(file, Locking.LOCKED)).isTrue();
      assertThat(first.bytes()).isEqualTo(40);
    }
    assertAlone(file);
    InPlaceUpdate.open(file, "3").close();
    assertAlone(file);
  }

  /** Leaves a journal and staged records, as a process does that dies while applying them. */
  private void cutOff(Path file, int rows) throws IOException {
    Path staging = Files.createDirectory(StagingArea.folder(file, StagingArea.UPDATE));
    Files.createFile(staging.resolve("owner"));
    List<Run> runs = stage(staging, rows);
    UpdateJournal.of(file, new ArrayChange(spec(rows), 4, runs, new byte[0])).write(staging, false);
  }

  @Test
  void aHeaderIsWrittenLastAlsoByTheWriterThatFinishes() throws IOException {
    Path file = Files.write(folder.resolve("a.npy"), new byte[] {9, 9, 9, 9, 1});
    ArraySpec bytes = new ArraySpec(DTypes.parse("u1"), Shape.of(3), Order.C, 4);
    Path staging = Files.createDirectory(StagingArea.folder(file, StagingArea.UPDATE));
    Files.createFile(staging.resolve("owner"));
    List<Run> runs;
    try (RunWriter writer = new RunWriter(staging.resolve("part-0"), 1, false)) {
      writer.block()[writer.position()] = 5;
      writer.add();
      runs = writer.finish(false).stream().map(run -> run.shiftedBy(2)).toList();
    }
    ArrayChange change = new ArrayChange(bytes, 1, runs, new byte[] {7, 8});
    UpdateJournal.of(file, change).write(staging, false);
    assertThat(InterruptedUpdate.isPending(file)).isTrue();
    assertThat(InterruptedUpdate.finish(file)).isTrue();
    assertThat(Files.readAllBytes(file)).containsExactly(7, 8, 9, 9, 1, 0, 5);
    assertAlone(file);
  }

  @Test
  void anUpdateThatWasCutOffIsFinishedByTheNext() throws IOException {
    Path file = array(ROWS);
    cutOff(file, ROWS);
    assertThat(InterruptedUpdate.isPending(file)).isTrue();
    InPlaceUpdate.open(file, "2").close();
    assertUpdated(file, ROWS);
    assertThat(InterruptedUpdate.isPending(file)).isFalse();
    assertAlone(file);
  }

  @Test
  void finishingTwiceIsTheSameAsOnce() throws IOException {
    Path file = array(ROWS);
    cutOff(file, ROWS);
    InterruptedUpdate.finish(file);
    InterruptedUpdate.finish(file);
    assertUpdated(file, ROWS);
    assertAlone(file);
  }

  @Test
  void anotherWriteToTheFolderKeepsTheJournal() throws IOException {
    Path file = array(ROWS);
    cutOff(file, ROWS);
    StagingArea.create(file, "other").close();
    assertThat(InterruptedUpdate.isPending(file)).isTrue();
  }

  @Test
  void aJournalOfAReplacedFileIsIgnored() throws IOException {
    Path file = array(ROWS);
    cutOff(file, ROWS);
    Path other = Files.write(folder.resolve("b.dat"), new byte[ROWS * 4]);
    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
    assertThat(InterruptedUpdate.isPending(file)).isFalse();
    InterruptedUpdate.finish(file);
    assertThat(Files.readAllBytes(file)).containsOnly(0);
    assertAlone(file);
  }

  /** File systems soon give the number of a deleted file to another one. */
  @Test
  void aJournalIsNotAppliedToALaterFileOfTheSameInode() throws IOException {
    Path file = array(ROWS);
    cutOff(file, ROWS);
    TargetLink.make(StagingArea.folder(file, StagingArea.UPDATE), file);
    assertThat(InterruptedUpdate.isPending(file)).isTrue();
    Files.delete(file);
    Files.write(file, new byte[ROWS * 4]);
    assertThat(InterruptedUpdate.isPending(file)).isFalse();
    InPlaceUpdate.open(file, "2").close();
    assertThat(Files.readAllBytes(file)).containsOnly(0);
    assertAlone(file);
  }

  @Test
  void aJournalThatCannotBeReadIsForgottenWithTheFileItWasFor() throws IOException {
    Path file = array(10);
    cutOff(file, 10);
    Files.writeString(
        StagingArea.folder(file, StagingArea.UPDATE).resolve("journal"), "memmap update 3");
    Path other = Files.write(folder.resolve("b.dat"), new byte[40]);
    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
    InterruptedUpdate.forget(file);
    assertThat(Files.readAllBytes(file)).containsOnly(0);
    assertAlone(file);
  }

  @Test
  void aTornJournalIsNotUnderstood() throws IOException {
    Path file = array(10);
    cutOff(file, 10);
    Path journal = StagingArea.folder(file, StagingArea.UPDATE).resolve("journal");
    String text = Files.readString(journal);
    Files.writeString(journal, text.substring(0, text.length() - 5));
    assertThatThrownBy(() -> InterruptedUpdate.finish(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("journal " + journal + ": not understood");
  }

  @Test
  void aFileThatWasReplacedWhileStagingIsLeftAlone() throws IOException {
    Path file = array(10);
    try (InPlaceUpdate update = InPlaceUpdate.open(file, "1")) {
      List<Run> runs = stage(update.folder(), 10);
      Path other = Files.write(folder.resolve("b.dat"), new byte[40]);
      Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
      assertThatThrownBy(() -> update.apply(new ArrayChange(spec(10), 4, runs, new byte[0]), true))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("replaced by another file after this write began");
    }
    assertThat(Files.readAllBytes(file)).containsOnly(0);
    assertAlone(file);
  }

  /** As an overwrite does, between looking at the file and opening it. */
  private static FileCalls replacing(Path file, int times) {
    return replacing(file, 0, times);
  }

  private static FileCalls replacing(Path file, int first, int end) {
    AtomicInteger opened = new AtomicInteger();
    return (call, path) -> {
      if (!call.equals("open") || !path.equals(file)) {
        return;
      }
      int number = opened.getAndIncrement();
      if (first <= number && number < end) {
        Path other = Files.write(file.resolveSibling("b.dat"), new byte[40]);
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
      }
    };
  }

  @Test
  void anUpdateGoesIntoTheFileThatTookTheNameWhileItWasOpened() throws IOException {
    Path file = array(10);
    Path observed = ObservedFileSystem.path(file, replacing(file, 1));
    try (InPlaceUpdate update = InPlaceUpdate.open(observed, "1")) {
      List<Run> runs = stage(Path.of(update.folder().toString()), 10);
      update.apply(new ArrayChange(spec(10), 4, runs, new byte[0]), true);
    }
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(IntStream.range(0, 10).map(i -> bytes.getInt(4 * i)))
        .containsExactly(0, 0, 0, -3, 0, 0, -6, 0, 0, -9);
    assertAlone(file);
  }

  @Test
  void aFileThatIsReplacedAgainAndAgainIsNotUpdated() throws IOException {
    Path file = array(10);
    Path observed = ObservedFileSystem.path(file, replacing(file, 100));
    assertThatThrownBy(() -> InPlaceUpdate.open(observed, "1"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("replaced by another file after this write began");
    assertThat(Files.readAllBytes(file)).containsOnly(0);
    assertAlone(file);
  }

  /** The file is opened first to be compared with the journal, then to be written. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void anUpdateThatWasCutOffIsNotAppliedToALaterFile(int opening) throws IOException {
    Path file = array(10);
    cutOff(file, 10);
    TargetLink.make(StagingArea.folder(file, StagingArea.UPDATE), file);
    FileCalls replacing = replacing(file, opening, opening + 1);
    assertThat(InterruptedUpdate.finish(ObservedFileSystem.path(file, replacing))).isFalse();
    assertThat(Files.readAllBytes(file)).containsOnly(0);
    assertAlone(file);
  }
}
