package io.memmap.storage.publish;

import io.memmap.storage.file.FileFacts;
import io.memmap.storage.file.StorageLog;
import io.memmap.storage.runs.StagingNames;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Removes staging folders and the files that writers make in them. Other files stay. */
final class FolderRemoval {
  private FolderRemoval() {}

  /**
   * Deletes the files of a writer except the owner's file, by which other processes know the
   * folder.
   */
  static void empty(Path path) throws IOException {
    try (OpenFolder folder = open(path)) {
      empty(folder, false);
    }
  }

  /** Removes a folder that its owner has released; the owner's file goes last. */
  static void remove(Path path) throws IOException {
    List<String> left;
    try (OpenFolder folder = open(path)) {
      left = empty(folder, true);
    } catch (NoSuchFileException removedByAnotherProcess) {
      return;
    }
    removeFolder(path, left);
  }

  /**
   * Removes a folder that never had an owner. A process that is about to become its owner finds its
   * file missing, and makes another folder.
   */
  static void removeUnfinished(OpenFolder folder) throws IOException {
    synchronized (HeldLocks.MONITOR) {
      if (folder.has(StagingNames.OWNER_DRAFT) && !deleteDraft(folder)) {
        return;
      }
      removeFolder(folder.path(), empty(folder, false));
    }
  }

  private static boolean deleteDraft(OpenFolder folder) throws IOException {
    try (FileChannel channel = folder.open(StagingNames.OWNER_DRAFT, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock != null) {
        folder.delete(StagingNames.OWNER_DRAFT);
      }
      return lock != null;
    } catch (NoSuchFileException | OverlappingFileLockException finishedOrHeldHere) {
      return false;
    }
  }

  private static OpenFolder open(Path path) throws IOException {
    Optional<OpenFolder> folder = OpenFolder.open(path);
    return folder.orElseThrow(() -> new NoSuchFileException(path.toString()));
  }

  /** Deletes the files of a writer, and returns the names of other files, which stay. */
  private static List<String> empty(OpenFolder folder, boolean withOwner) throws IOException {
    List<String> foreign = new ArrayList<>();
    for (String name : folder.names()) {
      boolean owners = name.equals(StagingNames.OWNER) || name.equals(StagingNames.OWNER_DRAFT);
      if (!owners && !isDeleted(folder, name)) {
        foreign.add(name);
      }
    }
    if (withOwner && foreign.isEmpty()) {
      folder.delete(StagingNames.OWNER_DRAFT);
      folder.delete(StagingNames.OWNER);
    }
    return foreign;
  }

  private static boolean isDeleted(OpenFolder folder, String name) throws IOException {
    Optional<FileFacts> file = folder.facts(name);
    if (file.isEmpty()) {
      return true;
    }
    boolean ours = StagingNames.isOurs(name) && file.get().isFile();
    if (ours) {
      folder.delete(name);
    }
    return ours;
  }

  private static void removeFolder(Path path, List<String> left) throws IOException {
    if (!left.isEmpty()) {
      StorageLog.warn(
          "folder %s of an earlier write is left alone, since no write makes files of these names:"
              + " %s; look at them and remove the folder",
          path, String.join(", ", left));
      return;
    }
    try {
      Files.deleteIfExists(path);
    } catch (DirectoryNotEmptyException filesCameMeanwhile) {
      // a late task attempt has made another file, which the next write removes
    }
  }
}
