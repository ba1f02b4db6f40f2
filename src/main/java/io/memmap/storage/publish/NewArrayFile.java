package io.memmap.storage.publish;

import io.memmap.storage.file.SmallTransfers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/** A new array file, which gets its name when it is complete. */
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

  /** Makes it of a staged file in the same file system, which no process has open any more. */
  static NewArrayFile of(Path staged, Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    Files.move(staged, file, StandardCopyOption.ATOMIC_MOVE);
    return new NewArrayFile(file);
  }

  /** Appends zeroes, unless the file has so many bytes already. */
  void growTo(long bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      SmallTransfers.growTo(channel, bytes);
    }
  }

  public Path path() {
    return file;
  }

  /** Writes the bytes before the data. */
  public void writeHead(byte[] head) throws IOException {
    if (head.length > 0) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        SmallTransfers.write(channel, ByteBuffer.wrap(head), 0);
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
   * Replaces the target atomically. Processes that have opened the old file keep reading it.
   *
   * @param target resolved, no symbolic link
   * @throws IOException if the target is as it was
   */
  public void replace(Path target) throws IOException {
    if (Files.exists(target)) {
      KeptAttributes.copy(target, file);
    }
    moveTo(target);
  }

  /**
   * Gives the file the target's name atomically.
   *
   * @throws IOException if the target is as it was, for example since another process has made it
   *     meanwhile
   */
  public void appear(Path target) throws IOException {
    try {
      Files.createLink(target, file);
    } catch (IOException | UnsupportedOperationException e) {
      if (hasAppeared(target, e)) {
        return; // if the answer of a file server was lost, the repeated call finds the name taken
      }
      if (e instanceof FileAlreadyExistsException made) {
        throw PublishErrors.madeMeanwhile(target, made);
      }
      appearWithoutLinks(target);
    }
  }

  private boolean hasAppeared(Path target, Exception reason) throws IOException {
    try {
      return (Integer) Files.getAttribute(file, "unix:nlink") > 1;
    } catch (UnsupportedOperationException | IllegalArgumentException noUnix) {
      return Files.exists(target) && Files.isSameFile(file, target);
    } catch (IOException e) {
      e.addSuppressed(reason);
      throw PublishErrors.unknownWhetherPublished(target, e);
    }
  }

  /** Reserves the name by making an empty file, and then replaces it. */
  private void appearWithoutLinks(Path target) throws IOException {
    try {
      Files.createFile(target);
    } catch (FileAlreadyExistsException e) {
      throw PublishErrors.madeMeanwhile(target, e);
    }
    Object claimed = null;
    try {
      claimed = key(target);
      moveTo(target);
    } catch (IOException e) {
      removeClaim(target, claimed, e);
      throw e;
    }
  }

  private static void removeClaim(Path target, Object claimed, IOException reason)
      throws IOException {
    try {
      if (Files.size(target) == 0 && key(target).equals(claimed)) {
        Files.delete(target);
      }
    } catch (NoSuchFileException gone) {
      return;
    } catch (IOException e) {
      reason.addSuppressed(e);
      throw PublishErrors.emptyLeft(target, reason);
    }
  }

  /** If the answer of a file server is lost, the repeated call does not find the file. */
  private void moveTo(Path target) throws IOException {
    Object own = key(file);
    try {
      Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (!hasBecome(target, own, e)) {
        throw e;
      }
    }
  }

  private boolean hasBecome(Path target, Object own, IOException reason) throws IOException {
    try {
      return !Files.exists(file) && own.equals(key(target));
    } catch (NoSuchFileException neither) {
      return false;
    } catch (IOException e) {
      reason.addSuppressed(e);
      throw PublishErrors.unknownWhetherPublished(target, reason);
    }
  }

  /** Identity of the file; the same for all files where the file system has none. */
  private static Object key(Path path) throws IOException {
    Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    return key == null ? "" : key;
  }
}
