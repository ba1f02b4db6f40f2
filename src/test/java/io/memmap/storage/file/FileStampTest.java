package io.memmap.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStampTest {
  @TempDir Path folder;
  private Path path;

  @BeforeEach
  void writeFile() throws IOException {
    path = Files.write(folder.resolve("data.dat"), new byte[100]);
  }

  @Test
  void aStampTellsWhereTheFileIsAndHowLong() throws IOException {
    FileStamp stamp = FileStamp.of(path);
    assertThat(stamp.path()).isEqualTo(path.toString());
    assertThat(stamp.bytes()).isEqualTo(100);
    assertThat(stamp.machine()).isEqualTo(MachineId.CURRENT).isNotBlank();
  }

  @Test
  void theSameFileHasTheSameStamp() throws IOException {
    assertThat(FileStamp.of(path)).isEqualTo(FileStamp.of(path));
    Path link = Files.createSymbolicLink(folder.resolve("link.dat"), path);
    assertThat(FileStamp.of(link).identity()).isEqualTo(FileStamp.of(path).identity());
  }

  @Test
  void aMissingFileHasNoStamp() {
    assertThatThrownBy(() -> FileStamp.of(folder.resolve("missing.dat")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void anotherProgramMayWriteIntoTheFile() throws IOException {
    FileStamp planned = FileStamp.of(path);
    Files.write(path, new byte[] {1, 2, 3}, StandardOpenOption.WRITE);
    Files.setLastModifiedTime(path, FileTime.fromMillis(0));
    assertThatCode(() -> planned.check(FileStamp.of(path), 100)).doesNotThrowAnyException();
  }

  @Test
  void aFileMayGrow() throws IOException {
    FileStamp planned = FileStamp.of(path);
    Files.write(path, new byte[100], StandardOpenOption.APPEND);
    assertThatCode(() -> planned.check(FileStamp.of(path), 100)).doesNotThrowAnyException();
  }

  @Test
  void aFileMayShrinkAfterTheEndOfTheArray() throws IOException {
    FileStamp planned = FileStamp.of(path);
    Files.write(path, new byte[60]);
    FileStamp now = FileStamp.of(path);
    assertThatCode(() -> planned.check(now, 60)).doesNotThrowAnyException();
    assertThatThrownBy(() -> planned.check(now, 61))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "file "
                + path
                + ": expected 61 bytes, found 60; it was cut after the query was planned; write"
                + " the array again and reload it");
  }

  @Test
  void aReplacedFileIsNotTheOneThatWasPlanned() throws IOException {
    FileStamp planned = FileStamp.of(path);
    Path other = Files.write(folder.resolve("other.dat"), new byte[150]);
    Files.move(other, path, StandardCopyOption.REPLACE_EXISTING);
    FileStamp now = FileStamp.of(path);
    assertThatThrownBy(() -> planned.check(now, 100))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "file "
                + path
                + ": replaced by another file after the query was planned, expected 100 bytes,"
                + " found 150 bytes; load it again");
  }

  /** A network file system shows one file under another inode on each machine. */
  @Test
  void identitiesOfDifferentMachinesAreNotCompared() {
    FileStamp here = new FileStamp("/data/a.dat", 100, "(dev=1,ino=2)", "here");
    FileStamp there = new FileStamp("/data/a.dat", 100, "(dev=7,ino=8)", "there");
    assertThatCode(() -> here.check(there, 100)).doesNotThrowAnyException();
    assertThatThrownBy(() -> here.check(there, 101)).hasMessageContaining("expected 101 bytes");
  }

  @Test
  void aFileSystemWithoutIdentitiesIsTrusted() {
    FileStamp planned = new FileStamp("/data/a.dat", 100, "", "here");
    assertThatCode(() -> planned.check(planned, 100)).doesNotThrowAnyException();
  }
}
