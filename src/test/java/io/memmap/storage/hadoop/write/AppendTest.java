package io.memmap.storage.hadoop.write;

import static io.memmap.storage.hadoop.write.FaultyWrite.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.storage.hadoop.write.FaultyWrite.Store;
import io.memmap.storage.staging.FileStart;
import io.memmap.storage.staging.NewFile;
import io.memmap.storage.staging.StagedPiece;
import io.memmap.testing.Faults;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bytes that are added to the end of a file by a join. */
class AppendTest {
  private static final byte[] OLD = bytes(300, 1);
  private static final byte[] PIECE = bytes(1000, 3);
  private static final FileStart NO_START = new FileStart(new byte[0], 0);

  @TempDir Path folder;

  private Faults faults;
  private FaultyWrite write;

  @BeforeEach
  void begin() throws IOException {
    faults = Store.JOINING.begin();
    write = new FaultyWrite(Store.JOINING, folder.resolve("a.dat"));
    Files.write(write.array(), OLD);
  }

  private void append(byte[]... pieces) throws IOException {
    try (NewFile file = write.beginAppend()) {
      append(file, pieces);
    }
  }

  private static void append(NewFile file, byte[]... pieces) throws IOException {
    StagedPiece[] staged = new StagedPiece[pieces.length];
    long length = 5;
    for (int i = 0; i < pieces.length; i++) {
      staged[i] = FaultyWrite.stage(file, "0-" + i, pieces[i]);
      length += pieces[i].length;
    }
    file.publish(NO_START, List.of(staged), length);
  }

  private static byte[] joined(byte[]... parts) {
    ByteBuffer all = ByteBuffer.allocate(Stream.of(parts).mapToInt(part -> part.length).sum());
    Stream.of(parts).forEach(all::put);
    return all.array();
  }

  @Test
  void piecesAndZerosFollowTheOldBytes() throws IOException {
    append(PIECE, bytes(7, 9));
    assertThat(write.array()).hasBinaryContent(joined(OLD, PIECE, bytes(7, 9), new byte[5]));
    assertThat(write.siblings()).containsExactly("a.dat");
    assertThat(faults.opens).hasValue(0);
  }

  @Test
  void nothingIsAddedWithoutBytes() throws IOException {
    try (NewFile file = write.beginAppend()) {
      file.publish(NO_START, List.of(), 0);
    }
    assertThat(write.array()).hasBinaryContent(OLD);
  }

  @Test
  void aLocalFileIsAdded() throws IOException {
    try (NewFile file = write.beginAppend()) {
      file.publishCopy(Files.write(folder.resolve("scratch"), PIECE));
    }
    assertThat(write.array()).hasBinaryContent(joined(OLD, PIECE));
  }

  @Test
  void nothingIsAddedToAFileThatHasGrown() throws IOException {
    try (NewFile file = write.beginAppend()) {
      StagedPiece piece = FaultyWrite.stage(file, "0-0", PIECE);
      Files.write(write.array(), new byte[1], StandardOpenOption.APPEND);
      assertThatThrownBy(() -> file.publish(NO_START, List.of(piece), PIECE.length))
          .hasMessageContaining("changed or replaced by another process");
    }
    assertThat(write.array()).hasBinaryContent(joined(OLD, new byte[1]));
    assertThat(write.siblings()).containsExactly("a.dat");
  }

  @Test
  void aRefusedJoinLeavesTheFileAsItWas() throws IOException {
    faults.beforeConcat =
        target -> {
          if (target.equals(write.array())) {
            throw new UnsupportedOperationException("in an encryption zone");
          }
        };
    assertThatThrownBy(() -> append(PIECE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(
            "rows cannot be appended, since its store does not join files here (in an encryption"
                + " zone); the old array is there as it was");
    assertThat(write.array()).hasBinaryContent(OLD);
    assertThat(write.siblings()).containsExactly("a.dat");
  }

  @Test
  void aLostAnswerIsNoError() throws IOException {
    faults.joinFails = true;
    try (NewFile file = write.beginAppend()) {
      StagedPiece piece = FaultyWrite.stage(file, "0-0", PIECE);
      file.publish(NO_START, List.of(piece), PIECE.length);
    }
    assertThat(write.array()).hasBinaryContent(joined(OLD, PIECE));
  }

  @Test
  void aFileThatAKilledWriteWasAboutToAddIsRemoved() throws IOException {
    NewFile killed = write.beginAppend();
    faults.beforeConcat =
        target -> {
          if (target.equals(write.array())) {
            throw new AssertionError("killed");
          }
        };
    assertThatThrownBy(() -> append(killed, PIECE)).isInstanceOf(AssertionError.class);
    assertThat(write.siblings()).hasSize(3);
    faults.beforeConcat = target -> {};
    write.beginAppend().close();
    assertThat(write.siblings()).as("while its writer lives").hasSize(3);
    faults.held.clear();
    write.beginAppend().close();
    assertThat(write.siblings()).containsExactly("a.dat");
    assertThat(write.array()).hasBinaryContent(OLD);
  }

  @ParameterizedTest
  @EnumSource(
      value = Store.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"JOINING"})
  void otherStoresCannotAdd(Store store) throws IOException {
    store.begin();
    FaultyWrite other = new FaultyWrite(store, write.array());
    assertThat(other.files().beginAppend(other.stamp(), true)).isEmpty();
    assertThat(other.siblings()).containsExactly("a.dat");
  }
}
