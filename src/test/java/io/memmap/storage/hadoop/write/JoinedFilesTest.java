package io.memmap.storage.hadoop.write;

import static io.memmap.storage.hadoop.write.FaultyWrite.bytes;
import static io.memmap.storage.hadoop.write.FaultyWrite.expected;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.storage.hadoop.write.FaultyWrite.Store;
import io.memmap.storage.staging.FileStart;
import io.memmap.storage.staging.NewFile;
import io.memmap.storage.staging.StagedPiece;
import io.memmap.testing.Faults;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores that join files. */
class JoinedFilesTest {
  private static final byte[] PIECE = bytes(1000, 3);

  /** An exception of the server has this name. */
  private static final class RemoteException extends IOException {
    private static final long serialVersionUID = 1L;

    RemoteException(String message) {
      super(message);
    }
  }

  @TempDir Path folder;

  private Faults faults;
  private FaultyWrite write;

  @BeforeEach
  void begin() {
    faults = Store.JOINING.begin();
    write = new FaultyWrite(Store.JOINING, folder.resolve("a.npy"));
  }

  @Test
  void piecesAreNotRead() throws IOException {
    write.write(PIECE, PIECE, PIECE);
    assertThat(faults.joined).hasValue(1);
    assertThat(faults.opens).hasValue(0);
  }

  @Test
  void onePieceIsOnlyRenamed() throws IOException {
    try (NewFile file = write.begin()) {
      StagedPiece piece = FaultyWrite.stage(file, "0-0", PIECE);
      StagedPiece empty = FaultyWrite.stage(file, "1-0", new byte[0]);
      file.publish(new FileStart(new byte[0], 0), List.of(empty, piece), PIECE.length);
    }
    assertThat(write.array()).hasBinaryContent(PIECE);
    assertThat(faults.joined).hasValue(0);
    assertThat(faults.opens).hasValue(0);
  }

  @Test
  void piecesAreCopiedIfTheServerDoesNotJoinThem() throws IOException {
    faults.concatFailure = new RemoteException("concat can not be called for files in zone");
    write.write(PIECE, PIECE);
    assertThat(write.array()).hasBinaryContent(expected(PIECE, PIECE));
    assertThat(faults.opens).hasValue(2);
  }

  @Test
  void anotherFailureOfAJoinLeavesTheOldFile() throws IOException {
    Files.write(write.array(), PIECE);
    faults.concatFailure = new IOException("Connection reset by peer");
    assertThatThrownBy(() -> write.write(PIECE, PIECE))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "file %s: cannot be written to its file system (Connection reset by peer); nothing was written"
                + " under this name",
            write.location());
    assertThat(write.array()).hasBinaryContent(PIECE);
    assertThat(write.siblings()).containsExactly("a.npy");
  }

  @Test
  void aPieceThatLostBytesIsNoticed() throws IOException {
    try (NewFile file = write.begin()) {
      StagedPiece piece = FaultyWrite.stage(file, "0-0", PIECE);
      Path staged = Path.of(URI.create(file.staging().folder()).getPath(), piece.name());
      Files.write(staged, new byte[999]);
      assertThatThrownBy(() -> file.publish(new FileStart(PIECE, 1000), List.of(piece), 2000))
          .hasMessageContaining("have 1999 bytes, expected 2000");
    }
    assertThat(write.array()).doesNotExist();
  }

  @Test
  void whatTasksAndDriverWriteIsForcedToDisks() throws IOException {
    write.write(PIECE, PIECE);
    assertThat(faults.synced)
        .extracting(path -> path.getFileName().toString())
        .containsExactly("part-0-0", "part-0-1", "head", "tail");
    assertThat(faults.syncedBlocks).containsAll(faults.synced);
  }
}
