package io.memmap.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two states of a file, and whether it has changed in between. */
class FileStateTest {
  /** Longer than the resolution of the file system's times. */
  private static final long PAUSE_MILLIS = 50;

  @TempDir Path folder;

  private Path file;

  @BeforeEach
  void writeAndWait() throws Exception {
    file = Files.write(folder.resolve("a.npy"), new byte[] {1, 2, 3});
    Thread.sleep(PAUSE_MILLIS);
  }

  @Test
  void aFileThatNobodyTouchesIsTheSame() throws Exception {
    FileState seen = FileState.of(file);
    Files.readAllBytes(file);
    assertThat(seen.isSame(FileState.of(file))).isTrue();
    assertThat(seen.kind()).isEqualTo(FileKind.FILE);
    assertThat(seen.stamp()).isEqualTo(FileStamp.of(file));
  }

  @Test
  void bytesWrittenInPlaceAreNoticed() throws Exception {
    FileState seen = FileState.of(file);
    Files.write(file, new byte[] {3, 2, 1});
    assertThat(seen.isSame(FileState.of(file))).isFalse();
  }

  /** Tools that copy a file with its times do this. */
  @Test
  void changesShowEvenWithTheOldModificationTime() throws Exception {
    assumeThat(FileFacts.isUnix(file)).isTrue();
    FileState seen = FileState.of(file);
    FileTime before = Files.getLastModifiedTime(file);
    Files.write(file, new byte[] {3, 2, 1});
    Files.setLastModifiedTime(file, before);
    FileState now = FileState.of(file);
    assertThat(now.modified()).isEqualTo(seen.modified());
    assertThat(seen.isSame(now)).isFalse();
  }

  @Test
  void anotherFileOfThatNameIsNotTheSame() throws Exception {
    Path copy = folder.resolve("copy");
    Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
    FileState seen = FileState.of(file);
    Files.move(copy, file, StandardCopyOption.REPLACE_EXISTING);
    assertThat(seen.isSame(FileState.of(file))).isFalse();
  }

  @Test
  void linksAreFollowedOrNot() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    assertThat(FileState.of(link, LinkOption.NOFOLLOW_LINKS).isLink()).isTrue();
    assertThat(FileState.of(link).stamp().bytes()).isEqualTo(3);
    assertThat(FileState.of(folder).kind()).isEqualTo(FileKind.FOLDER);
  }

  /** A state taken right after a change cannot show whether another change follows. */
  @ParameterizedTest
  @CsvSource({
    "1000000001, 1010, false",
    "1000000001, 1021, true",
    "1000000000, 1021, false", // a file system that knows seconds only
    "1000000000, 3001, true",
    "9000000001, 1021, false", // its clock is ahead
  })
  void aFileThatHasJustChangedIsNotKnownToBeUnchanged(long changed, long lookedAt, boolean same)
      throws IOException {
    FileStamp stamp = FileStamp.of(file);
    FileState seen = new FileState(stamp, FileKind.FILE, 0, changed, lookedAt);
    FileState later = new FileState(stamp, FileKind.FILE, 0, changed, TimeUnit.DAYS.toMillis(1));
    assertThat(seen.isSame(later)).isEqualTo(same);
  }

  @Test
  void nothingIsKnownWithoutAnIdentity() {
    FileStamp stamp = new FileStamp("/a", 3, "", "here");
    FileState seen = new FileState(stamp, FileKind.FILE, 1, 1, TimeUnit.DAYS.toMillis(1));
    assertThat(seen.isSame(seen)).isFalse();
  }
}
