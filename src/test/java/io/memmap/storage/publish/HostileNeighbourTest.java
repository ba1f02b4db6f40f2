package io.memmap.storage.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.memmap.array.ArraySpec;
import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.dtype.DTypes;
import io.memmap.storage.file.FileFacts;
import io.memmap.storage.runs.Run;
import io.memmap.storage.window.OtherUser;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.ThrowingSupplier;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Another user who may make files beside an array gives them the names that writes use. Writes
 * remove, read and apply only files that a write has made, and never wait for ever.
 */
class HostileNeighbourTest {
  private static final int ELEMENTS = 10;
  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir Path temporary;

  private Path folder;
  private Path target;
  private byte[] before;

  @BeforeEach
  void makeArray() throws IOException {
    folder = Files.createDirectory(temporary.toRealPath().resolve("shared"));
    before = new byte[ELEMENTS * Long.BYTES];
    java.util.Arrays.fill(before, (byte) 7);
    target = Files.write(folder.resolve("a.dat"), before);
  }

  private Path left() {
    return StagingArea.folder(target, UUID.randomUUID().toString());
  }

  private Path slot() {
    return StagingArea.folder(target, StagingArea.UPDATE);
  }

  private static void age(Path path) throws IOException {
    Files.getFileAttributeView(
            path, java.nio.file.attribute.BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .setTimes(FileTime.from(Instant.now().minusSeconds(7200)), null, null);
  }

  private static void fifo(Path path) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder("mkfifo", path.toString()).start().waitFor()).isZero();
  }

  private static <T> T inTime(ThrowingSupplier<T> work) {
    return assertTimeoutPreemptively(LONG, work);
  }

  private void write() {
    inTime(
        () -> {
          StagingArea.create(target, UUID.randomUUID().toString()).close();
          return null;
        });
  }

  private void update() {
    inTime(
        () -> {
          InPlaceUpdate.open(target, UUID.randomUUID().toString()).close();
          return null;
        });
  }

  private static List<Path> in(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.sorted().toList();
    }
  }

  private void assertNothingIsRemoved(Path made) throws IOException {
    List<Path> all = in(temporary);
    write();
    update();
    assertThat(in(temporary)).as("beside " + made).isEqualTo(all);
    assertThat(Files.readAllBytes(target)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aLinkUnderAFittingNameIsNotFollowed(boolean owned) throws IOException {
    Path precious = Files.createDirectory(temporary.resolve("precious"));
    for (String name : List.of("thesis.txt", "part-0-0", "journal", "array")) {
      Files.writeString(precious.resolve(name), "years of work");
    }
    if (owned) {
      Files.createFile(precious.resolve("owner"));
    }
    age(precious);
    Files.createSymbolicLink(left(), precious);
    Files.createSymbolicLink(StagingArea.lastName(target), precious);
    assertNothingIsRemoved(precious);
  }

  @Test
  void aLinkWithTheUpdatesNameIsNotFollowed() throws IOException {
    Path precious = Files.createDirectory(temporary.resolve("precious"));
    Files.createFile(precious.resolve("owner"));
    Files.writeString(precious.resolve("thesis.txt"), "years of work");
    Files.createSymbolicLink(slot(), precious);
    write();
    assertThat(inTime(() -> InterruptedUpdate.isPending(target))).isFalse();
    assertThatThrownBy(this::update)
        .hasStackTraceContaining("file " + target + ": ")
        .hasStackTraceContaining("remove " + slot());
    assertThat(precious.resolve("thesis.txt")).exists();
    assertThat(precious.resolve("owner")).exists();
    Files.delete(slot());
    update();
  }

  @ParameterizedTest
  @ValueSource(strings = {"backup", "old", "b.memmap-1", "1", "removed-backup", "UPDATE"})
  void aFolderWhoseNameOnlyBeginsLikeOursIsLeft(String id) throws IOException {
    Path made = Files.createDirectory(StagingArea.folder(target, id));
    Files.createFile(made.resolve("owner"));
    Files.writeString(made.resolve("part-0-0"), "x");
    age(made);
    assertNothingIsRemoved(made);
  }

  @Test
  void filesThatNoWriteMakesStayInARemovedFolder() throws IOException {
    Path made = Files.createDirectory(left());
    Files.createFile(made.resolve("owner"));
    Files.writeString(made.resolve("part-0-0"), "x");
    Files.writeString(made.resolve("thesis.txt"), "years of work");
    Path within = Files.createDirectory(made.resolve("part-9"));
    Files.writeString(within.resolve("part-0"), "x");
    write();
    update();
    assertThat(in(folder)).anyMatch(path -> path.endsWith("thesis.txt"));
    assertThat(in(folder)).anyMatch(path -> path.endsWith("part-9/part-0"));
    assertThat(in(folder)).noneMatch(path -> path.endsWith("part-0-0"));
  }

  @Test
  void linksInAFolderThatIsRemovedAreNotFollowed() throws IOException {
    Path precious = Files.createDirectory(temporary.resolve("precious"));
    Files.writeString(precious.resolve("part-0"), "years of work");
    Path made = Files.createDirectory(left());
    Files.createFile(made.resolve("owner"));
    Files.createSymbolicLink(made.resolve("part-1"), precious);
    Files.createSymbolicLink(made.resolve("part-2"), precious.resolve("part-0"));
    write();
    assertThat(precious.resolve("part-0")).hasContent("years of work");
  }

  static Stream<Path> placesOfFiles() {
    return Stream.of("owner", "owner.draft", "journal").map(Path::of);
  }

  @ParameterizedTest
  @MethodSource("placesOfFiles")
  void aPipeDoesNotStopAWrite(Path name) throws Exception {
    Path made = Files.createDirectory(left());
    fifo(made.resolve(name.toString()));
    write();
    update();
    assertThat(Files.readAllBytes(target)).isEqualTo(before);
  }

  @Test
  void aPipeUnderAFittingNameDoesNotStopAWrite() throws Exception {
    Path made = left();
    fifo(made);
    assertNothingIsRemoved(made);
  }

  @Test
  void aFileUnderAFittingNameDoesNotStopAWrite() throws IOException {
    Path made = Files.writeString(left(), "x");
    age(made);
    assertNothingIsRemoved(made);
  }

  @Test
  void aFileWithTheUpdatesNameStopsNoReadsAndNoReplacing() throws IOException {
    Files.writeString(slot(), "x");
    write();
    assertThat(InterruptedUpdate.isPending(target)).isFalse();
    assertThat(InPlaceUpdate.isUnderWay(target, Locking.LOCKED)).isFalse();
    assertThatThrownBy(this::update)
        .hasStackTraceContaining("taken by a plain file")
        .hasStackTraceContaining("remove " + slot());
    Files.delete(slot());
    update();
  }

  @Test
  void aPipeWithTheUpdatesNameStopsNoReadsAndNoReplacing() throws Exception {
    fifo(slot());
    write();
    assertThat(inTime(() -> InterruptedUpdate.isPending(target))).isFalse();
    assertThatThrownBy(this::update).hasStackTraceContaining("remove " + slot());
  }

  /** The journal belongs to this user, but its content was changed. */
  private Path journal() throws IOException {
    CutOffUpdates.leave(target, ELEMENTS);
    return slot().resolve("journal");
  }

  private void assertJournalIsRefused() throws IOException {
    assertThatThrownBy(() -> inTime(() -> InterruptedUpdate.isPending(target)))
        .hasStackTraceContaining(slot().resolve("journal").toString());
    assertThatThrownBy(this::update).hasStackTraceContaining(slot().resolve("journal").toString());
    assertThat(Files.readAllBytes(target)).isEqualTo(before);
  }

  @Test
  void aJournalThatIsAPipeIsRefused() throws Exception {
    Path journal = journal();
    Files.delete(journal);
    fifo(journal);
    assertJournalIsRefused();
  }

  @Test
  void aJournalThatNeverEndsIsRefused() throws IOException {
    Path journal = journal();
    Files.delete(journal);
    Files.createSymbolicLink(journal, Path.of("/dev/zero"));
    assertJournalIsRefused();
  }

  @Test
  void aJournalOfManyGibibytesIsRefused() throws IOException {
    Path journal = journal();
    try (RandomAccessFile file = new RandomAccessFile(journal.toFile(), "rw")) {
      file.setLength(64L << 30);
    }
    assertJournalIsRefused();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../secret", "/etc/passwd", "part-0-0/../../secret", "journal", "owner", "."})
  void aJournalTakesRowsFromItsOwnFolderOnly(String name) throws IOException {
    Files.write(temporary.resolve("secret"), new byte[1000]);
    Files.write(folder.resolve("secret"), new byte[1000]);
    Path journal = journal();
    Files.writeString(journal, Files.readString(journal).replace("part-0-0", name));
    assertJournalIsRefused();
  }

  @Test
  void aJournalTakesNoRowsThroughALink() throws IOException {
    Path secret = Files.write(temporary.resolve("secret"), new byte[1000]);
    journal();
    Files.delete(slot().resolve("part-0-0"));
    Files.createSymbolicLink(slot().resolve("part-0-0"), secret);
    assertJournalIsRefused();
    Files.delete(slot().resolve("part-0-0"));
    Files.createLink(slot().resolve("part-0-0"), secret);
    assertJournalIsRefused();
  }

  @Test
  void recordsOutsideOfTheArrayAreRefused() throws IOException {
    Path folder = Files.createDirectory(slot());
    Files.createFile(folder.resolve("owner"));
    Path rows = Files.write(folder.resolve("part-0-0"), before);
    ArraySpec spec = new ArraySpec(DTypes.parse("<i8"), Shape.of(ELEMENTS), Order.C, 0);
    List<Run> forged =
        List.of(
            new Run(rows.toString(), 0, 1, 1L << 40, 1L << 40, new Run.Indices.Consecutive()),
            new Run(rows.toString(), 0, 1, ELEMENTS, ELEMENTS, new Run.Indices.Consecutive()),
            new Run(rows.toString(), 0, 1, -1, -1, new Run.Indices.Consecutive()),
            new Run(rows.toString(), 0, 2, 0, 0, new Run.Indices.Consecutive()),
            new Run(rows.toString(), before.length, 1, 0, 0, new Run.Indices.Consecutive()),
            new Run(rows.toString(), -8, 1, 0, 0, new Run.Indices.Consecutive()),
            new Run(rows.toString(), Long.MAX_VALUE - 4, 1, 0, 0, new Run.Indices.Consecutive()),
            new Run(rows.toString(), 0, 1, 0, 8, new Run.Indices.Staged(16)),
            // the staged index is 0x0707..., which the journal's range does not contain
            new Run(rows.toString(), 0, 1, 0, 8, new Run.Indices.Staged(8)));
    for (Run run : forged) {
      Files.deleteIfExists(folder.resolve("journal"));
      journal(new ArrayChange(spec, 8, List.of(run), new byte[0]), folder);
      assertThatThrownBy(this::update)
          .as("%s", run)
          .hasStackTraceContaining(folder.resolve("journal").toString());
      assertThat(Files.readAllBytes(target)).as("%s", run).isEqualTo(before);
    }
  }

  private void journal(ArrayChange change, Path folder) throws IOException {
    String modified = FileFacts.of(target).orElseThrow().modified().toString();
    FileBefore same = new FileBefore(Files.size(target), modified, new byte[0], new byte[0]);
    new UpdateJournal(Inode.of(target), change, same).write(folder, false);
  }

  @Test
  void anUpdateOfAnotherUserIsNeitherSeenNorApplied() throws IOException {
    CutOffUpdates.leave(target, ELEMENTS);
    OtherUser.give(slot());
    assertThat(InterruptedUpdate.isPending(target)).isFalse();
    assertThat(InterruptedUpdate.finish(target)).isFalse();
    assertThatThrownBy(this::update)
        .hasStackTraceContaining("taken by a folder of user 65534")
        .hasStackTraceContaining("remove " + slot());
    write();
    assertThat(Files.readAllBytes(target)).isEqualTo(before);
    assertThat(slot().resolve("part-0-0")).exists();
  }

  @Test
  void anUpdateThatOthersMayWriteIsNotTrusted() throws IOException {
    CutOffUpdates.leave(target, ELEMENTS);
    Files.setPosixFilePermissions(slot(), PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(InterruptedUpdate.isPending(target)).isFalse();
    assertThatThrownBy(this::update).hasStackTraceContaining("mode 777");
    assertThat(Files.readAllBytes(target)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"journal", "part-0-0"})
  void aFileOfAnotherUserIsNotTrusted(String name) throws IOException {
    CutOffUpdates.leave(target, ELEMENTS);
    OtherUser.give(slot().resolve(name));
    assertJournalIsRefused();
  }

  @Test
  void theFoldersOfAnotherUserAreLeft() throws IOException {
    Path made = Files.createDirectory(left());
    Files.createFile(made.resolve("owner"));
    Files.writeString(made.resolve("part-0-0"), "x");
    age(made);
    OtherUser.give(made);
    assertNothingIsRemoved(made);
  }

  /** Root can change the array anyway. */
  @Test
  void anUpdateByTheOwnerOfTheArrayIsFinished() throws IOException {
    CutOffUpdates.leave(target, ELEMENTS);
    OtherUser.give(target);
    OtherUser.give(slot());
    assertThat(InterruptedUpdate.isPending(target)).isTrue();
    update();
    assertThat(Files.readAllBytes(target)).isNotEqualTo(before);
    assertThat(slot()).doesNotExist();
  }
}
