package io.memmap.storage.publish;

import io.memmap.storage.file.FileFacts;
import io.memmap.storage.runs.StagingNames;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Optional;
import java.util.Set;

/** A process that owns a staging folder, which it shows by a lock on the file {@code owner}. */
final class FolderOwner implements AutoCloseable {
  private static final int ATTEMPTS = 3;

  private final FileChannel channel;
  private final Object key;
  private final OwnerText text;
  private Path folder;

  /** A second release would take the lock of another owner whose file got the same key. */
  private boolean released;

  private FolderOwner(Path folder, FileChannel channel, Object key, OwnerText text) {
    this.folder = folder;
    this.channel = channel;
    this.key = key;
    this.text = text;
  }

  /**
   * Becomes the owner of a folder that was just made. The owner's file gets its name after it is
   * locked, so that no process sees it without a lock.
   *
   * @param permissions of its file
   * @throws NoSuchFileException if another process took the folder for an abandoned one and removed
   *     it
   */
  static FolderOwner of(Path folder, Locking locking, FileAttribute<?>... permissions)
      throws IOException {
    Path draft = folder.resolve(StagingNames.OWNER_DRAFT);
    synchronized (HeldLocks.MONITOR) {
      FileChannel channel =
          FileChannel.open(
              draft,
              Set.of(
                  StandardOpenOption.CREATE_NEW,
                  StandardOpenOption.WRITE,
                  LinkOption.NOFOLLOW_LINKS),
              permissions);
      boolean success = false;
      Object key = null;
      try {
        key = FileFacts.of(draft).orElseThrow(() -> new NoSuchFileException("" + draft)).key();
        if (locking.isLocked()) {
          lock(channel, draft);
        }
        HeldLocks.add(key);
        OwnerText text = OwnerText.ofThisProcess(locking);
        text.writeTo(channel);
        Files.move(draft, folder.resolve(StagingNames.OWNER), StandardCopyOption.ATOMIC_MOVE);
        success = true;
        return new FolderOwner(folder, channel, key, text);
      } finally {
        if (!success) {
          release(channel, key);
        }
      }
    }
  }

  private static void lock(FileChannel channel, Path file) throws IOException {
    try {
      channel.lock();
    } catch (ClosedChannelException interrupted) {
      throw interrupted;
    } catch (IOException e) {
      throw PublishErrors.noLocks(file, e);
    }
  }

  /**
   * Becomes the owner of an abandoned folder. Empty if its owner is alive, or the folder is gone.
   *
   * @throws IOException if this user may not
   */
  static Optional<FolderOwner> successorIn(OpenFolder folder, Locking locking) throws IOException {
    synchronized (HeldLocks.MONITOR) {
      Optional<FileFacts> file = folder.facts(StagingNames.OWNER);
      if (file.isEmpty() || OwnerLife.of(folder, locking) != OwnerLife.GONE) {
        return Optional.empty();
      }
      Object key = file.get().key();
      OwnerText text = OwnerText.ofThisProcess(locking).leaving(OwnerText.in(folder).left());
      FileChannel channel = null;
      boolean held = false;
      boolean success = false;
      try {
        channel = folder.open(StagingNames.OWNER, StandardOpenOption.WRITE);
        held =
            isFree(channel, locking)
                && folder.facts(StagingNames.OWNER).filter(now -> now.key().equals(key)).isPresent()
                && HeldLocks.add(key);
        if (held) {
          text.writeTo(channel);
          success = true;
        }
        return success
            ? Optional.of(new FolderOwner(folder.path(), channel, key, text))
            : Optional.empty();
      } catch (NoSuchFileException | OverlappingFileLockException removedOrHeldHere) {
        return Optional.empty();
      } finally {
        if (held && !success) {
          release(channel, key);
        } else if (channel != null && !success) {
          channel.close();
        }
      }
    }
  }

  /**
   * Takes the lock. Without locks in the file system, true if the user guarantees a single writer.
   */
  private static boolean isFree(FileChannel channel, Locking locking) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (ClosedChannelException interrupted) {
      throw interrupted;
    } catch (IOException noLocks) {
      return !locking.isLocked();
    }
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
        if (FileFacts.of(name).isPresent()) {
          return false;
        }
        // the name may just have become free; if the next attempts fail too, the error has another
        // cause
        unexplained = e;
      }
    }
    throw unexplained;
  }

  /** What this owner has written, with the time that the former owner left. */
  OwnerText text() {
    return text;
  }

  /**
   * Abandons the folder, so that another process can finish the update.
   *
   * @param modified modification time of the array's file
   */
  void leave(String modified) throws IOException {
    try {
      text.leaving(modified).writeTo(channel);
    } finally {
      close();
    }
  }

  /** Releases the lock, the first time that it is called. The folder stays. */
  @Override
  public void close() throws IOException {
    synchronized (HeldLocks.MONITOR) {
      if (!released) {
        released = true;
        release(channel, key);
      }
    }
  }

  /** Closing releases the lock even if it fails. */
  private static void release(FileChannel channel, Object key) throws IOException {
    try {
      channel.close();
    } finally {
      HeldLocks.remove(key);
    }
  }

  /**
   * Removes the folder and releases the lock.
   *
   * @param lastName a name that no other process uses. The folder is renamed first, so that late
   *     task attempts make no more files in it, and a new folder of the old name is left alone
   */
  void remove(Path lastName) throws IOException {
    try {
      if (!moveTo(lastName)) {
        throw new FileAlreadyExistsException(lastName.toString());
      }
      FolderRemoval.empty(folder);
    } catch (NoSuchFileException removedByAnotherProcess) {
      // another process has found the renamed folder abandoned, and removes it
    } finally {
      close();
    }
    FolderRemoval.remove(folder);
  }
}
