package io.memmap.storage.hadoop.write;

import static io.memmap.storage.hadoop.write.FaultyWrite.bytes;
import static io.memmap.storage.hadoop.write.FaultyWrite.expected;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.storage.file.FileStamp;
import io.memmap.storage.file.SourceFile;
import io.memmap.storage.hadoop.write.FaultyWrite.Store;
import io.memmap.storage.staging.FileStart;
import io.memmap.storage.staging.NewFile;
import io.memmap.storage.staging.Precondition;
import io.memmap.storage.staging.StagedOutput;
import io.memmap.storage.staging.StagedPiece;
import io.memmap.testing.Faults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** New files on stores of all kinds. */
class HadoopFilesTest {
  private static final byte[] OLD = bytes(300, 1);
  private static final byte[] PIECE = bytes(100_000, 3);

  @TempDir Path folder;

  private Path array() {
    return folder.resolve("a.npy");
  }

  private FaultyWrite write(Store store) {
    return new FaultyWrite(store, array());
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void startPiecesAndZerosBecomeOneFile(Store store) throws IOException {
    Faults faults = store.begin();
    byte[][] pieces = {bytes(1, 9), PIECE, bytes(3, 5)};
    write(store).write(pieces);
    assertThat(array()).hasBinaryContent(expected(pieces));
    assertThat(write(store).siblings()).containsExactly("a.npy");
    assertThat(faults.outputsNow).hasValue(0);
    assertThat(faults.openNow).hasValue(0);
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void anArrayWithoutRowsHasItsStart(Store store) throws IOException {
    store.begin();
    write(store).write();
    assertThat(array()).hasBinaryContent(expected());
    try (NewFile file = write(store).begin()) {
      file.publish(new FileStart(new byte[0], 0), List.of(), 0);
    }
    assertThat(array()).isEmptyFile();
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void onePieceCanBeTheWholeFile(Store store) throws IOException {
    store.begin();
    try (NewFile file = write(store).begin()) {
      StagedPiece piece = FaultyWrite.stage(file, "0-0", PIECE);
      file.publish(new FileStart(new byte[0], 0), List.of(piece), PIECE.length);
    }
    assertThat(array()).hasBinaryContent(PIECE);
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void theOldFileIsThereUntilTheNewOneReplacesIt(Store store) throws IOException {
    store.begin();
    Files.write(array(), OLD);
    try (NewFile file = write(store).begin()) {
      StagedPiece piece = FaultyWrite.stage(file, "0-0", PIECE);
      assertThat(array()).hasBinaryContent(OLD);
      file.publish(new FileStart(OLD, OLD.length), List.of(piece), OLD.length + PIECE.length);
      assertThat(array()).hasSize(OLD.length + PIECE.length);
    }
    assertThat(write(store).siblings()).containsExactly("a.npy");
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void aLocalFileIsCopied(Store store) throws IOException {
    store.begin();
    Path local = Files.write(folder.resolve("scratch"), bytes(3_000_001, 2));
    try (NewFile file = write(store).begin()) {
      file.publishCopy(local);
    }
    assertThat(array()).hasSameBinaryContentAs(local);
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void foldersAboveAreMade(Store store) throws IOException {
    store.begin();
    Path below = folder.resolve("x/y/a.npy");
    new FaultyWrite(store, below).write(PIECE);
    assertThat(below).hasBinaryContent(expected(PIECE));
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void stagedBytesAreReadBack(Store store) throws IOException {
    store.begin();
    try (NewFile file = write(store).begin()) {
      StagedPiece piece = FaultyWrite.stage(file, "0-0", PIECE);
      ByteBuffer read = ByteBuffer.allocate(1000);
      try (SourceFile source = file.open(piece)) {
        source.readFully(read, 500);
      }
      assertThat(read.array()).isEqualTo(Arrays.copyOfRange(PIECE, 500, 1500));
      StagedPiece longer = new StagedPiece(piece.name(), piece.bytes() + 1, null);
      assertThatThrownBy(() -> file.open(longer))
          .hasMessageContaining("have 100000 bytes, expected 100001");
    }
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void attemptsLeaveNothing(Store store) throws IOException {
    Faults faults = store.begin();
    try (NewFile file = write(store).begin()) {
      int before = faults.outputsNow.get();
      FaultyWrite.begun(file, "0-0", PIECE).abandon();
      StagedOutput failed = FaultyWrite.begun(file, "1-0", PIECE);
      faults.writeFailsAt = PIECE.length;
      assertThatThrownBy(() -> failed.write(ByteBuffer.allocate(1)))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "file %s: cannot be written to its file system (a cable was cut); nothing was written"
                  + " under this name",
              write(store).location());
      failed.abandon();
      failed.close();
      assertThat(faults.outputsNow).hasValue(before);
      try (Stream<Path> staged = Files.walk(folder)) {
        assertThat(staged).noneMatch(path -> path.getFileName().toString().startsWith("part-"));
      }
    }
    assertThat(write(store).siblings()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void aLateAttemptMakesNothingVisible(Store store) throws IOException {
    store.begin();
    NewFile file = write(store).begin();
    file.close();
    if (store.hasFolders()) {
      assertThatThrownBy(() -> FaultyWrite.stage(file, "0-0", PIECE))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("a task of its write began when the write had ended");
      assertThat(write(store).siblings()).isEmpty();
    } else {
      FaultyWrite.stage(file, "0-0", PIECE);
      assertThat(write(store).siblings()).singleElement().asString().startsWith(".a.npy.memmap-");
    }
  }

  @Test
  void piecesAreReadSeveralAtATime() throws Exception {
    Faults faults = Store.CLOSING.begin();
    byte[][] pieces = {bytes(9 << 20, 1), bytes(1, 2), PIECE};
    faults.gate = new CountDownLatch(1);
    CompletableFuture<Void> written =
        CompletableFuture.runAsync(
            () -> {
              try {
                write(Store.CLOSING).write(pieces);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (faults.waiting.get() < 4 && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    int waiting = faults.waiting.get();
    faults.gate.countDown();
    assertThat(waiting).as("two blocks of the first piece, and one of each other").isEqualTo(4);
    written.get();
    assertThat(array()).hasBinaryContent(expected(pieces));
    assertThat(faults.openNow).hasValue(0);
  }

  @Test
  void aLateAttemptMakesNoFolderWhereFilesAreMadeWithTheirs() throws IOException {
    Faults faults = Store.RENAMING.begin();
    faults.makesFolders = true;
    NewFile file = write(Store.RENAMING).begin();
    FaultyWrite.publish(file, PIECE);
    file.close();
    assertThat(array()).hasBinaryContent(expected(PIECE));
    assertThatThrownBy(() -> FaultyWrite.stage(file, "0-1", PIECE))
        .hasMessageContaining("a task of its write began when the write had ended");
    assertThat(write(Store.RENAMING).siblings()).containsExactly("a.npy");
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void aPublicationThatFailsLeavesTheOldFile(Store store) throws IOException {
    Faults faults = store.begin();
    Files.write(array(), OLD);
    try (NewFile file = write(store).begin()) {
      StagedPiece piece = FaultyWrite.stage(file, "0-0", PIECE);
      faults.writeFailsAt = 12;
      assertThatThrownBy(
              () -> file.publish(new FileStart(OLD, OLD.length), List.of(piece), 200_000))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("(a cable was cut); nothing was written under this name");
    }
    assertThat(array()).hasBinaryContent(OLD);
    assertThat(write(store).siblings()).containsExactly("a.npy");
    assertThat(faults.aborted).hasValue(store.hasFolders() ? 0 : 1);
    assertThat(faults.outputsNow).hasValue(0);
  }

  @ParameterizedTest
  @EnumSource(
      value = Store.class,
      names = {"CLOSING", "CONDITIONAL"})
  void aCloseThatFailsSaysWhatIsThere(Store store) throws IOException {
    Faults faults = store.begin();
    faults.closeFails = Faults.Close.WITHOUT_EFFECT;
    assertFailsWith(store, "no array of this name is there");
    faults.closeFails = Faults.Close.AFTER_EFFECT;
    assertFailsWith(store, "the new array is there, so the rows need not be written again");
    Files.write(array(), OLD);
    faults.closeFails = Faults.Close.WITHOUT_EFFECT;
    assertFailsWith(store, "the old array is there as it was");
    faults.beforeClose = file -> replace();
    assertFailsWith(store, "another array is there, which is neither the old nor the new one");
  }

  private void assertFailsWith(Store store, String state) throws IOException {
    try (NewFile file = write(store).begin()) {
      assertThatThrownBy(() -> file.publish(new FileStart(PIECE, PIECE.length), List.of(), 100_000))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "file %s: cannot be written to its file system (a cable was cut); %s",
              write(store).location(), state);
    }
  }

  private void replace() {
    try {
      Files.write(array(), bytes(17, 6));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void nothingThatIsThereIsReplacedIfTheNameHasToBeFree(Store store) throws IOException {
    Faults faults = store.begin();
    try (NewFile file = write(store).begin(new Precondition.Absent())) {
      FaultyWrite.publish(file, PIECE);
    }
    assertThat(array()).hasBinaryContent(expected(PIECE));
    assertThatThrownBy(() -> write(store).begin(new Precondition.Absent()))
        .hasMessageContaining("made by another process after this write began");
    Files.delete(array());
    try (NewFile file = write(store).begin(new Precondition.Absent())) {
      StagedPiece piece = FaultyWrite.stage(file, "0-0", PIECE);
      if (store == Store.CONDITIONAL) {
        faults.beforeClose = closed -> replace();
      } else {
        replace();
      }
      assertThatThrownBy(() -> file.publish(new FileStart(OLD, 300), List.of(piece), 100_300))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("made by another process after this write began");
    }
    assertThat(array()).hasBinaryContent(bytes(17, 6));
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void onlyTheVersionThatWasReadIsReplaced(Store store) throws IOException {
    Faults faults = store.begin();
    Files.write(array(), OLD);
    Precondition seen = new Precondition.Version(stamp(store));
    try (NewFile file = write(store).begin(seen)) {
      FaultyWrite.publish(file, PIECE);
    }
    assertThat(array()).hasBinaryContent(expected(PIECE));
    try (NewFile file = write(store).begin(new Precondition.Version(stamp(store)))) {
      StagedPiece piece = FaultyWrite.stage(file, "0-0", PIECE);
      if (store == Store.CONDITIONAL) {
        faults.beforeClose = closed -> replace();
      } else {
        replace();
      }
      assertThatThrownBy(() -> file.publish(new FileStart(OLD, 300), List.of(piece), 100_300))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("changed or replaced by another process after this write read it");
    }
    assertThat(array()).hasBinaryContent(bytes(17, 6));
    Precondition last = new Precondition.Version(stamp(store));
    Files.delete(array());
    assertThatThrownBy(() -> write(store).begin(last))
        .hasMessageContaining("removed by another process after this write read it");
  }

  private FileStamp stamp(Store store) throws IOException {
    return write(store).stamp();
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void foldersAndNamesOfStagingAreRefused(Store store) throws IOException {
    store.begin();
    Files.createDirectory(array());
    assertThatThrownBy(() -> write(store).begin()).hasMessageContaining("found a folder");
    Path reserved = folder.resolve(".b.memmap-7d444840-9dc0-11d1-b245-5ffdce74fad2");
    assertThatThrownBy(() -> new FaultyWrite(store, reserved).begin())
        .hasMessageContaining("its name is one of the folders in which writes stage their rows");
  }

  @ParameterizedTest
  @EnumSource(
      value = Store.class,
      names = {"RENAMING", "RENAMING_OVER", "JOINING"})
  void aRenameThatIsRefusedLeavesTheOldFile(Store store) throws IOException {
    Faults faults = store.begin();
    Files.write(array(), OLD);
    faults.renames = (from, to) -> from.getFileName().toString().equals("target");
    assertFailsToRename(store, "the old array is there as it was");
    assertThat(array()).hasBinaryContent(OLD);
    assertThat(write(store).siblings()).containsExactly("a.npy");
  }

  @Test
  void bothFilesAreKeptIfNoneGetsTheName() throws IOException {
    Faults faults = Store.RENAMING.begin();
    Files.write(array(), OLD);
    faults.renames = (from, to) -> !to.equals(array());
    assertFailsToRename(Store.RENAMING, "so nothing has this name; the old array is");
    List<Path> kept;
    try (Stream<Path> found = Files.walk(folder)) {
      kept = found.filter(Files::isRegularFile).sorted().toList();
    }
    assertThat(kept).hasSize(3);
    assertThat(kept.get(0)).hasFileName("array").hasBinaryContent(expected(PIECE));
    assertThat(kept.get(2)).hasFileName("target").hasBinaryContent(OLD);
  }

  @Test
  void aRenameWhoseAnswerIsLostIsNoError() throws IOException {
    Faults faults = Store.RENAMING_OVER.begin();
    Files.write(array(), OLD);
    faults.renameFails = true;
    write(Store.RENAMING_OVER).write(PIECE);
    assertThat(array()).hasBinaryContent(expected(PIECE));
  }

  @Test
  void aFileThatVanishesBeforeItsRenameIsNotTakenForPublished() throws IOException {
    Faults faults = Store.RENAMING_OVER.begin();
    Files.write(array(), OLD);
    faults.renames =
        (from, to) -> {
          try {
            Files.delete(from);
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
          return false;
        };
    assertFailsToRename(Store.RENAMING_OVER, "the old array is there as it was");
    assertThat(array()).hasBinaryContent(OLD);
  }

  private void assertFailsToRename(Store store, String words) throws IOException {
    try (NewFile file = write(store).begin()) {
      assertThatThrownBy(() -> FaultyWrite.publish(file, PIECE))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(words);
    }
  }
}
