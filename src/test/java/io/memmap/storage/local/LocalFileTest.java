package io.memmap.storage.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.storage.file.FileStamp;
import io.memmap.storage.file.SourceFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFileTest {
  private static final byte[] CONTENT = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};

  @TempDir Path folder;
  private Path path;
  private FileStamp planned;

  @BeforeEach
  void writeFile() throws IOException {
    path = Files.write(folder.resolve("data.dat"), CONTENT);
    planned = FileStamp.of(path);
  }

  @Test
  void aRangeIsReadIntoABuffer() throws IOException {
    try (SourceFile file = LocalFile.open(planned, 10)) {
      ByteBuffer buffer = ByteBuffer.allocate(6).position(1).limit(5);
      file.readFully(buffer, 3);
      assertThat(buffer.array()).containsExactly(0, 3, 4, 5, 6, 0);
    }
  }

  @Test
  void aRangeIsMappedReadOnly() throws IOException {
    try (SourceFile file = LocalFile.open(planned, 10)) {
      ByteBuffer mapping = file.map(3, 4);
      assertThat(mapping.isReadOnly()).isTrue();
      assertThat(mapping.get(0)).isEqualTo((byte) 3);
      assertThat(mapping.capacity()).isEqualTo(4);
    }
  }

  @Test
  void aMissingFileSaysThatExecutorsMustSeeIt() throws IOException {
    Files.delete(path);
    assertThatThrownBy(() -> LocalFile.open(planned, 10))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "file "
                + path
                + ": not found on this machine; its path must be visible on every machine, those of"
                + " all executors too; use a shared disk, or a copy of the file on each");
  }

  @Test
  void aSymlinkLoopIsReportedAsTheSystemDoes() throws IOException {
    Files.delete(path);
    Files.createSymbolicLink(path, path);
    assertThatThrownBy(() -> LocalFile.open(planned, 10))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("file " + path + ": cannot be read (")
        .hasMessageContaining("symbolic links");
  }

  @Test
  void aReplacedFileIsRefusedAndClosed() throws IOException {
    Path other = Files.write(folder.resolve("other.dat"), CONTENT);
    Files.move(other, path, StandardCopyOption.REPLACE_EXISTING);
    assertThatThrownBy(() -> LocalFile.open(planned, 10))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("file " + path + ": replaced by another file");
    assertThat(openDescriptors()).isZero();
  }

  @Test
  void aFileTooShortIsRefusedAndClosed() throws IOException {
    assertThatThrownBy(() -> LocalFile.open(planned, 11))
        .isInstanceOf(IOException.class)
        .hasMessage(tooShort(11, 10));
    assertThat(openDescriptors()).isZero();
  }

  @Test
  void aFileIsHeldOpenUntilClosed() throws IOException {
    SourceFile file = LocalFile.open(planned, 10);
    assertThat(openDescriptors()).isOne();
    file.close();
    assertThat(openDescriptors()).isZero();
  }

  @Test
  void aFileCutWhileOpenIsNoticed() throws IOException {
    try (SourceFile file = LocalFile.open(planned, 8)) {
      setLength(8);
      assertThatCode(file::checkLength).doesNotThrowAnyException();
      setLength(7);
      assertThatThrownBy(file::checkLength)
          .isInstanceOf(IOException.class)
          .hasMessage(tooShort(8, 7));
      assertThatThrownBy(() -> file.readFully(ByteBuffer.allocate(4), 4))
          .isInstanceOf(IOException.class)
          .hasMessage(tooShort(8, 7));
    }
  }

  @Test
  void aRangeThatCannotBeMappedSaysWhatToCheckAndNamesNoFatalCause() throws IOException {
    try (SourceFile file = LocalFile.open(planned, 10)) {
      assertThatThrownBy(() -> file.map(0, 1_000))
          .isInstanceOf(IOException.class)
          .hasNoCause()
          .hasMessageStartingWith("file " + path + ": cannot map 1000 bytes at 0 (")
          .hasMessageEndingWith(
              "); check `ulimit -v` and the sysctl vm.max_map_count, or use access=read");
    }
  }

  private String tooShort(long expected, long found) {
    return "file %s: expected %d bytes, found %d; it was cut after the query was planned; write the array again and reload it"
        .formatted(path, expected, found);
  }

  private void setLength(long bytes) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(bytes);
    }
  }

  private long openDescriptors() throws IOException {
    long open = 0;
    try (var descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path descriptor : descriptors) {
        open += pointsToFile(descriptor) ? 1 : 0;
      }
    }
    return open;
  }

  private boolean pointsToFile(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).equals(path);
    } catch (IOException closedMeanwhile) {
      return false;
    }
  }
}
