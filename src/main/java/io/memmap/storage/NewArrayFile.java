package io.memmap.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;

/** An array file that nobody sees until it is complete. */
public final class NewArrayFile {
  private final Path file;

  private NewArrayFile(Path file) {
    this.file = file;
  }

  /** Makes a file of zeroes in a staging folder, which takes no room on the disk yet. */
  public static NewArrayFile create(Path folder, long bytes) throws IOException {
    Path file = folder.resolve("array");
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      if (bytes > 0) {
        channel.write(ByteBuffer.allocate(1), bytes - 1);
      }
    }
    return new NewArrayFile(file);
  }

  public Path path() {
    return file;
  }

  /** Forces the bytes to the disk. */
  public void force() throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /**
   * Takes the place of the target in one step. Who has the old file open keeps it.
   *
   * @param target resolved, no symbolic link
   */
  public void replace(Path target) throws IOException {
    if (Files.exists(target)) {
      keepPermissions(target);
    }
    Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Appears as the target in one step.
   *
   * @throws FileAlreadyExistsException if somebody made the target meanwhile
   */
  public void appear(Path target) throws IOException {
    try {
      Files.createLink(target, file);
    } catch (UnsupportedOperationException noLinks) {
      if (Files.exists(target)) {
        throw new FileAlreadyExistsException(target.toString());
      }
      Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
    }
    Files.deleteIfExists(file);
  }

  private void keepPermissions(Path target) throws IOException {
    PosixFileAttributeView from = Files.getFileAttributeView(target, PosixFileAttributeView.class);
    PosixFileAttributeView to = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (from == null || to == null) {
      return;
    }
    PosixFileAttributes kept = from.readAttributes();
    PosixFileAttributes own = to.readAttributes();
    if (!own.group().equals(kept.group())) {
      to.setGroup(kept.group());
    }
    if (!own.owner().equals(kept.owner())) {
      to.setOwner(kept.owner());
    }
    to.setPermissions(kept.permissions());
  }

  /** Forces a folder's entries to the disk, so that a rename outlives a power cut. */
  public static void forceFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
