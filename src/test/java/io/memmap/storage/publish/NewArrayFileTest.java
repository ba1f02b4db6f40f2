package io.memmap.storage.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.storage.window.OtherUser;
import io.memmap.testing.FileCalls;
import io.memmap.testing.ObservedFileSystem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** New arrays on file systems without links or owners, and where the name is taken. */
class NewArrayFileTest {
  @TempDir Path folder;

  private Path target;

  @BeforeEach
  void name() {
    target = folder.resolve("a.dat");
  }

  private NewArrayFile file(FileCalls calls) throws IOException {
    Path staging = Files.createDirectories(folder.resolve("staging"));
    NewArrayFile file = NewArrayFile.create(ObservedFileSystem.path(staging, calls), 0);
    file.writeHead(new byte[] {1, 2, 3});
    return file;
  }

  private static Path target(NewArrayFile file) {
    return file.path().getParent().resolveSibling("a.dat");
  }

  private void appear(FileCalls calls) throws IOException {
    NewArrayFile file = file(calls);
    file.appear(target(file));
  }

  private void replace(FileCalls calls) throws IOException {
    NewArrayFile file = file(calls);
    file.replace(target(file));
  }

  /** Fails as link(2) does without hard links: on FAT, SMB, and many mounts of object stores. */
  private static FileCalls noLinks(String reason) {
    return (call, path) -> {
      if (call.equals("link")) {
        throw new FileSystemException(path.toString(), null, reason);
      }
    };
  }

  private void assertAlone() throws IOException {
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.filter(Files::isRegularFile)).containsExactly(target);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Operation not permitted", "Operation not supported", "Function not implemented"})
  void appearsWithoutHardLinks(String reason) throws IOException {
    FileCalls calls = noLinks(reason);
    appear(calls);
    assertThat(Files.readAllBytes(target)).containsExactly(1, 2, 3);
    assertAlone();
  }

  @Test
  void appearsWhereTheProviderKnowsNoLinks() throws IOException {
    FileCalls calls =
        (call, path) -> {
          if (call.equals("link")) {
            throw new UnsupportedOperationException();
          }
        };
    appear(calls);
    assertThat(Files.readAllBytes(target)).containsExactly(1, 2, 3);
  }

  @Test
  void replacesNoFileThatWasMadeMeanwhileWithOrWithoutHardLinks() throws IOException {
    Files.write(target, new byte[0]);
    for (FileCalls calls :
        new FileCalls[] {noLinks("Operation not permitted"), (call, path) -> {}}) {
      NewArrayFile file = file(calls);
      assertThatThrownBy(() -> file.appear(target(file)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("made by another process after this write began");
      assertThat(Files.size(target)).isZero();
      Files.delete(file.path());
    }
  }

  @Test
  void leavesNoEmptyFileIfItCannotAppearWithoutHardLinks() throws IOException {
    FileCalls calls =
        (call, path) -> {
          noLinks("Operation not permitted").before(call, path);
          if (call.equals("move")) {
            throw new FileSystemException(path.toString(), null, "Input/output error");
          }
        };
    NewArrayFile file = file(calls);
    assertThatThrownBy(() -> file.appear(target(file))).hasMessageContaining("Input/output");
    assertThat(target).doesNotExist();
  }

  /** NFS repeats a call whose answer was lost, and then finds the name taken. */
  @Test
  void aRepeatedLinkCallFindsOurLink() throws IOException {
    FileCalls calls =
        new FileCalls() {
          @Override
          public void before(String call, Path path) {}

          @Override
          public void after(String call, Path path) throws IOException {
            if (call.equals("link")) {
              throw new FileAlreadyExistsException(path.toString());
            }
          }
        };
    appear(calls);
    assertThat(Files.readAllBytes(target)).containsExactly(1, 2, 3);
  }

  @Test
  void aRenameWhoseAnswerWasLostIsDone() throws IOException {
    Files.write(target, new byte[9]);
    FileCalls calls =
        new FileCalls() {
          @Override
          public void before(String call, Path path) {}

          @Override
          public void after(String call, Path path) throws IOException {
            if (call.equals("move")) {
              throw new java.nio.file.NoSuchFileException(path.toString());
            }
          }
        };
    replace(calls);
    assertThat(Files.readAllBytes(target)).containsExactly(1, 2, 3);
  }

  /** Only root may change the owner. np.memmap writes into files of other users, too. */
  @Test
  void replacesAFileWhoseOwnerAndGroupItMayNotGive() throws IOException {
    Files.write(target, new byte[9]);
    Files.setAttribute(target, "unix:mode", 0666);
    FileCalls calls =
        (call, path) -> {
          if (call.equals("set unix:uid") || call.equals("set unix:gid")) {
            throw new FileSystemException(path.toString(), null, "Operation not permitted");
          }
        };
    NewArrayFile file = file(calls);
    boolean root = Files.getAttribute(target, "unix:uid").equals(0);
    if (root) {
      Files.setAttribute(target, "unix:uid", 65534);
      Files.setAttribute(target, "unix:gid", 65534);
    }
    file.replace(target(file));
    assertThat(Files.readAllBytes(target)).containsExactly(1, 2, 3);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
        .isEqualTo("rw-rw-rw-");
  }

  @Test
  void keepsPermissionsAndExtendedAttributes() throws IOException {
    Files.write(target, new byte[9]);
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-r-----"));
    UserDefinedFileAttributeView attached = attached();
    boolean supported = Files.getFileStore(target).supportsFileAttributeView("user");
    if (supported) {
      attached.write("origin", ByteBuffer.wrap(new byte[] {7, 8}));
    }
    FileCalls calls = (call, path) -> {};
    replace(calls);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
        .isEqualTo("rw-r-----");
    if (supported) {
      ByteBuffer value = ByteBuffer.allocate(2);
      attached().read("origin", value);
      assertThat(value.array()).containsExactly(7, 8);
    }
  }

  private UserDefinedFileAttributeView attached() {
    return Files.getFileAttributeView(target, UserDefinedFileAttributeView.class);
  }

  /** A user who neither owns the file nor is in its group overwrites it, or is refused. */
  @Test
  void anotherUserReplacesOnlyFilesThatAllMayWrite() throws Exception {
    Path shared = Files.createDirectory(folder.resolve("shared"));
    Files.setAttribute(folder, "unix:mode", 0777);
    Files.setAttribute(shared, "unix:mode", 0777);
    Path open = Files.write(shared.resolve("open.dat"), new byte[9]);
    Path closed = Files.write(shared.resolve("closed.dat"), new byte[9]);
    Files.setAttribute(open, "unix:mode", 0666);
    Files.setAttribute(closed, "unix:mode", 0444);
    assertThat(OtherUser.run(OverwritingProcess.class, open.toString())).isEqualTo("overwritten");
    assertThat(Files.readAllBytes(open)).containsExactly(1, 2, 3);
    assertThat(Files.getAttribute(open, "unix:mode")).isEqualTo(0100666);
    assertThat(OtherUser.run(OverwritingProcess.class, closed.toString()))
        .contains("this user may not write it");
    boolean root = Files.getAttribute(closed, "unix:uid").equals(0);
    if (root) {
      Files.setAttribute(shared, "unix:mode", 01777);
      Path held = Files.write(shared.resolve("held.dat"), new byte[9]);
      Files.setAttribute(held, "unix:mode", 0666);
      assertThat(OtherUser.run(OverwritingProcess.class, held.toString()))
          .contains("belongs to another user")
          .contains("sticky");
    }
    Files.setAttribute(shared, "unix:mode", 0555);
    assertThat(OtherUser.run(OverwritingProcess.class, shared.resolve("new.dat").toString()))
        .contains("may not make files in its folder " + shared);
  }
}
