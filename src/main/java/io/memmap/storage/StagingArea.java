package io.memmap.storage;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The folder beside an array in which a write collects its runs: {@code .NAME.memmap-ID}. Its
 * writer holds a lock on the file {@code owner} in it as long as it lives; a folder whose lock is
 * free was left by a writer that was killed, and the next write to the same array removes it.
 *
 * <p>Updates of an array that is there take the one folder {@code .NAME.memmap-update}, so that
 * there is one at a time.
 */
public final class StagingArea implements AutoCloseable {
  static final String UPDATE = "update";

  private static final String REMOVED = "removed-";

  private static final int ATTEMPTS = 10;

  /** Somebody may just be looking at the lock of a folder that is about to be taken over. */
  private static final long MILLIS_BETWEEN_ATTEMPTS = 20;

  private final Path target;
  private final Path folder;
  private final FolderOwner owner;

  private StagingArea(Path target, Path folder, FolderOwner owner) {
    this.target = target;
    this.folder = folder;
    this.owner = owner;
  }

  /** Makes the folder, after removing those that killed writers of the same array have left. */
  public static StagingArea create(Path target, String id) throws IOException {
    removeAbandoned(target);
    Path folder = Files.createDirectory(folder(target, id));
    try {
      return new StagingArea(target, folder, FolderOwner.of(folder));
    } catch (IOException e) {
      FolderOwner.removeOwnerless(folder);
      throw e;
    }
  }

  /**
   * Makes the folder of the one update at a time. An update that was cut off while being applied is
   * finished first.
   *
   * @throws IOException if another writer is updating the array
   */
  public static StagingArea createForUpdate(Path target, String id) throws IOException {
    StagingArea own = create(target, id);
    Path slot = folder(target, UPDATE);
    boolean success = false;
    try {
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        InterruptedUpdate.finish(target);
        if (own.owner.moveTo(slot)) {
          success = true;
          return new StagingArea(target, slot, own.owner);
        }
        Thread.sleep(MILLIS_BETWEEN_ATTEMPTS);
      }
      throw FileErrors.secondUpdate(target.toString(), slot.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for " + slot);
    } finally {
      if (!success) {
        own.close();
      }
    }
  }

  static Path folder(Path target, String id) {
    return target.resolveSibling(prefix(target) + id);
  }

  /** A name that a folder has only while it is removed. */
  static Path lastName(Path target) {
    return folder(target, REMOVED + UUID.randomUUID());
  }

  private static boolean isBeingRemoved(Path target, Path folder) {
    return folder.getFileName().toString().startsWith(prefix(target) + REMOVED);
  }

  private static String prefix(Path target) {
    return "." + target.getFileName() + ".memmap-";
  }

  public Path folder() {
    return folder;
  }

  /** Removes the folder and all that is in it. */
  @Override
  public void close() throws IOException {
    owner.remove(lastName(target));
  }

  /** Gives the folder up with all that is in it, for somebody else to finish. */
  void leave() throws IOException {
    owner.close();
  }

  private static void removeAbandoned(Path target) throws IOException {
    List<Path> found = new ArrayList<>();
    String prefix = prefix(target);
    try (DirectoryStream<Path> siblings =
        Files.newDirectoryStream(
            target.getParent(), path -> path.getFileName().toString().startsWith(prefix))) {
      siblings.forEach(found::add);
    }
    for (Path folder : found) {
      try {
        removeIfAbandoned(target, folder);
      } catch (AccessDeniedException ofAnotherUser) {
        // who may, removes it with the next write
      }
    }
  }

  private static void removeIfAbandoned(Path target, Path folder) throws IOException {
    if (isNeeded(target, folder) || !isGone(target, folder)) {
      return;
    }
    Optional<FolderOwner> successor = FolderOwner.successorIn(folder);
    if (successor.isPresent() && isNeeded(target, folder)) {
      successor.get().close();
    } else if (successor.isPresent()) {
      successor.get().remove(lastName(target));
    } else if (!FolderOwner.isOwned(folder)) {
      FolderOwner.removeOwnerless(folder);
    }
  }

  /** To finish an update that was cut off. */
  private static boolean isNeeded(Path target, Path folder) {
    return UpdateJournal.isIn(folder) && !isBeingRemoved(target, folder);
  }

  /** A folder that is being removed and has no owner's file will never have one again. */
  private static boolean isGone(Path target, Path folder) throws IOException {
    return (isBeingRemoved(target, folder) && !FolderOwner.isOwned(folder))
        || FolderOwner.isGone(folder);
  }
}
