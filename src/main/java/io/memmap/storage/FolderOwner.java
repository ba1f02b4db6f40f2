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
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** A process that owns a staging folder, which it shows by a lock on the file {@code owner}. */
final class FolderOwner implements AutoCloseable {
  private static final String FILE = "owner";
  private static final String DRAFT = "owner.draft";

  /** Far longer than it takes from making a folder to locking it. */
  private static final Duration TIME_TO_LOCK = Duration.ofMinutes(10);

  private static final int ATTEMPTS = 3;

  /**
   * Files that this process has locked. It can lock a file only once, and loses the lock when it
   * opens and closes the file again, so whoever looks at a lock or takes one holds this monitor.
   */
  private static final Set<Object> OWN = new HashSet<>();

  private final FileChannel channel;
  private final Object key;
  private Path folder;

  private FolderOwner(Path folder, FileChannel channel, Object key) {
    this.folder = folder;
    this.channel = channel;
    this.key = key;
  }

  /** Becomes the owner of a folder that was just made. Nobody ever sees its file without a lock. */
  static FolderOwner of(Path folder) throws IOException {
    Path draft = folder.resolve(DRAFT);
    synchronized (OWN) {
      FileChannel channel =
          FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      FolderOwner owner = new FolderOwner(folder, channel, key(draft));
      boolean success = false;
      try {
        channel.lock();
        OWN.add(owner.key);
        Files.move(draft, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
        success = true;
        return owner;
      } finally {
        if (!success) {
          owner.close();
        }
      }
    }
  }

  /** Becomes the owner of a folder whose owner is gone; empty if it is not, or the folder is. */
  static Optional<FolderOwner> successorIn(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    synchronized (OWN) {
      FileChannel channel = null;
      boolean success = false;
      try {
        Object key = key(file);
        if (OWN.contains(key)) {
          return Optional.empty();
        }
        channel = FileChannel.open(file, StandardOpenOption.WRITE);
        success = channel.tryLock() != null && key.equals(key(file)) && OWN.add(key);
        return success ? Optional.of(new FolderOwner(folder, channel, key)) : Optional.empty();
      } catch (NoSuchFileException | OverlappingFileLockException removedOrHeldHere) {
        return Optional.empty();
      } finally {
        if (!success && channel != null) {
          channel.close();
        }
      }
    }
  }

  private static Object key(Path file) throws IOException {
    Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    return key == null ? file : key;
  }

  /**
   * Renames the folder.
   *
   * @return whether the name was free
   */
  boolean moveTo(Path name) throws IOException {
    FileSystemException unexplained = null;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        Files.move(folder, name, StandardCopyOption.ATOMIC_MOVE);
        folder = name;
        return true;
      } catch (DirectoryNotEmptyException | FileAlreadyExistsException taken) {
        return false;
      } catch (FileSystemException e) {
        if (Files.exists(name)) {
          return false;
        }
        // the name may just have become free, and if not, this is another error
        unexplained = e;
      }
    }
    throw unexplained;
  }

  /**
   * Whether nobody owns the folder any more. One without a lock may just be in the making. Many may
   * look at once, each through a shared lock, and need no permission to write.
   */
  static boolean isGone(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    synchronized (OWN) {
      try {
        if (!Files.exists(file)) {
          return isOld(folder);
        }
        if (OWN.contains(key(file))) {
          return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
          return lock != null;
        }
      } catch (NoSuchFileException | OverlappingFileLockException removedOrHeldHere) {
        return false;
      }
    }
  }

  /** Whether the folder has an owner's file, of a process that may be gone. */
  static boolean isOwned(Path folder) {
    return Files.exists(folder.resolve(FILE));
  }

  private static boolean isOld(Path folder) throws IOException {
    Instant made = Files.getLastModifiedTime(folder).toInstant();
    return made.isBefore(Instant.now().minus(TIME_TO_LOCK));
  }

  /** Gives the folder up; it is still there. */
  @Override
  public void close() throws IOException {
    synchronized (OWN) {
      channel.close();
      OWN.remove(key);
    }
  }

  /**
   * Removes the folder and gives it up.
   *
   * @param lastName that nobody else takes: under it no late attempt finds the folder to make one
   *     more file, and a folder that takes the old name meanwhile is left alone
   */
  void remove(Path lastName) throws IOException {
    try {
      if (!moveTo(lastName)) {
        throw new FileAlreadyExistsException(lastName.toString());
      }
      empty(folder);
    } catch (NoSuchFileException removedBySomebodyElse) {
      // who gave it up under its last name goes on to remove it, and anybody may succeed in between
    } finally {
      close();
    }
    removeOwnerless(folder);
  }

  private static void empty(Path folder) throws IOException {
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(folder, file -> !file.endsWith(FILE))) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** Removes a folder that has no owner; its file goes last, by which it can be recognised. */
  static void removeOwnerless(Path folder) throws IOException {
    try {
      empty(folder);
      Files.deleteIfExists(folder.resolve(FILE));
      Files.deleteIfExists(folder);
    } catch (NoSuchFileException removedBySomebodyElse) {
      // it is gone, which was asked for
    }
  }
}
