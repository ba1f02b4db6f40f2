package io.memmap.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** A process that owns a staging folder, which it shows by a lock on the file {@code owner}. */
final class FolderOwner implements AutoCloseable {
  private static final String FILE = "owner";

  /** Far longer than it takes from making a folder to locking it. */
  private static final Duration TIME_TO_LOCK = Duration.ofMinutes(10);

  private static final int ATTEMPTS = 5;

  /** A process can lock a file only once, and loses the lock when it opens and closes it again. */
  private static final Set<Object> OWN = Collections.synchronizedSet(new HashSet<>());

  private final FileChannel channel;
  private final Object key;
  private Path folder;

  private FolderOwner(Path folder, FileChannel channel, Object key) {
    this.folder = folder;
    this.channel = channel;
    this.key = key;
  }

  /** Becomes the owner of a folder that was just made. */
  static FolderOwner of(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    Object key = key(file);
    OWN.add(key);
    channel.lock();
    return new FolderOwner(folder, channel, key);
  }

  /** Becomes the owner of a folder whose owner is gone; empty if it is not, or the folder is. */
  static Optional<FolderOwner> successorIn(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    FileChannel channel = null;
    Object key;
    boolean success = false;
    try {
      key = key(file);
      if (!OWN.add(key)) {
        return Optional.empty();
      }
      try {
        channel = FileChannel.open(file, StandardOpenOption.WRITE);
        success = channel.tryLock() != null && key.equals(key(file));
      } finally {
        if (!success) {
          OWN.remove(key);
        }
      }
      return success ? Optional.of(new FolderOwner(folder, channel, key)) : Optional.empty();
    } catch (NoSuchFileException | OverlappingFileLockException gone) {
      return Optional.empty();
    } finally {
      if (!success && channel != null) {
        channel.close();
      }
    }
  }

  private static Object key(Path file) throws IOException {
    Object key =
        Files.readAttributes(file, java.nio.file.attribute.BasicFileAttributes.class).fileKey();
    return key == null ? file : key;
  }

  /**
   * Renames the folder.
   *
   * @return whether the name was free
   */
  boolean moveTo(Path name) throws IOException {
    try {
      Files.move(folder, name, StandardCopyOption.ATOMIC_MOVE);
    } catch (DirectoryNotEmptyException | FileAlreadyExistsException taken) {
      return false;
    } catch (FileSystemException e) {
      if (Files.exists(name)) {
        return false;
      }
      throw e;
    }
    folder = name;
    return true;
  }

  /** Whether nobody owns the folder any more. One without a lock may just be in the making. */
  static boolean isGone(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    try {
      if (!Files.exists(file)) {
        Instant made = Files.getLastModifiedTime(folder).toInstant();
        return made.isBefore(Instant.now().minus(TIME_TO_LOCK));
      }
      if (OWN.contains(key(file))) {
        return false;
      }
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
          FileLock lock = channel.tryLock()) {
        return lock != null;
      }
    } catch (NoSuchFileException | OverlappingFileLockException removedOrHeldHere) {
      return false;
    }
  }

  /** Gives the folder up; it is still there. */
  @Override
  public void close() throws IOException {
    channel.close();
    OWN.remove(key);
  }

  /** Removes all but the owner's file, by which the folder can be recognised to the last. */
  static void empty(Path folder) throws IOException {
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(folder, file -> !file.endsWith(FILE))) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** Removes a folder in which an attempt that nobody waits for may still be making a file. */
  static void remove(Path folder) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        empty(folder);
        Files.deleteIfExists(folder.resolve(FILE));
        Files.deleteIfExists(folder);
        return;
      } catch (NoSuchFileException removedBySomebodyElse) {
        return;
      } catch (DirectoryNotEmptyException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }
}
