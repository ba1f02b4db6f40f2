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
  private static final String NAME = "array";

  private final Path file;

  private NewArrayFile(Path file) {
    this.file = file;
  }

  /** Makes a file of zeroes in a staging folder, which takes no room on the disk yet. */
  public static NewArrayFile create(Path folder, long bytes) throws IOException {
    NewArrayFile file = new NewArrayFile(folder.resolve(NAME));
    Files.createFile(file.path());
    file.growTo(bytes);
    return file;
  }

  /** Makes it of a file in the same file system, which nobody has open any more. */
  static NewArrayFile of(Path staged, Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    Files.move(staged, file, StandardCopyOption.ATOMIC_MOVE);
    return new NewArrayFile(file);
  }

  /** Appends zeroes, unless the file has so many bytes already. */
  void growTo(long bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      if (channel.size() < bytes) {
        channel.write(ByteBuffer.allocate(1), bytes - 1);
      }
    }
  }

  public Path path() {
    return file;
  }

  /** Writes what stands before the data. */
  public void writeHead(byte[] head) throws IOException {
    if (head.length > 0) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        Placement.writeFully(channel, ByteBuffer.wrap(head), 0);
      }
    }
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
   * @throws IOException if somebody made the target meanwhile
   */
  public void appear(Path target) throws IOException {
    try {
      Files.createLink(target, file);
    } catch (FileAlreadyExistsException e) {
      throw FileErrors.madeMeanwhile(target.toString(), e);
    } catch (UnsupportedOperationException noLinks) {
      if (Files.exists(target)) {
        throw FileErrors.madeMeanwhile(target.toString(), null);
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
