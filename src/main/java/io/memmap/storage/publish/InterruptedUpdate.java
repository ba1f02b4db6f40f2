package io.memmap.storage.publish;

import io.memmap.storage.file.StorageLog;
import io.memmap.storage.runs.StagingNames;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;

/**
 * An update whose process died while it was applied. The array is partly old and partly new until
 * the journal is applied again.
 */
public final class InterruptedUpdate {
  private InterruptedUpdate() {}

  /**
   * Whether there may be an update to finish. Asks for one name only, so it is cheap for many
   * files.
   *
   * @param target not a symbolic link, though its folders may be
   */
  public static boolean mayBePending(Path target) {
    return !Files.notExists(UpdateSlot.path(target), LinkOption.NOFOLLOW_LINKS);
  }

  /** As {@link #isPending(Path, Locking)}, on a file system with locks. */
  public static boolean isPending(Path target) throws IOException {
    return isPending(target, Locking.LOCKED);
  }

  /**
   * Whether an update of this file was cut off, and no process is finishing it.
   *
   * @throws IOException if it cannot be seen whether one is
   */
  public static boolean isPending(Path target, Locking locking) throws IOException {
    return isPending(target, locking, true);
  }

  /** As {@link #isPending(Path)}; false where it cannot be seen. */
  public static boolean isSeenPending(Path target) throws IOException {
    return isPending(target, Locking.LOCKED, false);
  }

  private static boolean isPending(Path target, Locking locking, boolean hasToKnow)
      throws IOException {
    try (OpenFolder folder = UpdateSlot.open(target).orElse(null)) {
      if (folder == null || !folder.has(StagingNames.JOURNAL)) {
        return false;
      }
      OwnerLife life = OwnerLife.of(folder, locking);
      boolean unseen = life == OwnerLife.UNKNOWN;
      if (life == OwnerLife.ALIVE || (unseen && !hasToKnow)) {
        return false;
      }
      boolean pending = isAbout(target, folder);
      if (pending && unseen) {
        throw UpdateSlot.unknown(target, folder);
      }
      return pending;
    }
  }

  private static boolean isAbout(Path target, OpenFolder folder) throws IOException {
    Optional<UpdateJournal> journal = UpdateJournal.read(target, folder);
    return journal.isPresent()
        && journal.get().isFor(target, folder.path())
        && isOfSameBytes(target, folder, journal.get());
  }

  /** As {@link #finish(Path, Locking)}, on a file system with locks. */
  public static boolean finish(Path target) throws IOException {
    return finish(target, Locking.LOCKED);
  }

  /**
   * Finishes the update that was cut off, if there is one. The journal of a file that has been
   * replaced since is removed.
   *
   * @return whether there was one, and it is applied now
   */
  public static boolean finish(Path target, Locking locking) throws IOException {
    try (OpenFolder folder = UpdateSlot.open(target).orElse(null)) {
      Optional<FolderOwner> owner =
          folder == null ? Optional.empty() : UpdateSlot.successorIn(folder, target, locking);
      return owner.isPresent() && finish(target, folder, owner.get());
    }
  }

  private static boolean finish(Path target, OpenFolder folder, FolderOwner owner)
      throws IOException {
    boolean done = false;
    try {
      Optional<UpdateJournal> journal = UpdateJournal.read(target, folder);
      boolean pending = journal.isPresent() && journal.get().isFor(target, folder.path());
      if (pending && !journal.get().isOfSameBytes(target, folder.path(), owner.text())) {
        pending = journal.get().isFor(target, folder.path());
        if (pending) {
          setAside(target, owner);
          done = true;
          return false;
        }
      }
      pending = pending && apply(target, folder.path(), journal.get());
      UpdateJournal.remove(folder.path(), new FolderSync(true));
      done = true;
      owner.remove(StagingArea.lastName(target));
      return pending;
    } finally {
      if (!done) {
        owner.close();
      }
    }
  }

  private static boolean isOfSameBytes(Path target, OpenFolder folder, UpdateJournal journal)
      throws IOException {
    if (journal.isOfSameBytes(target, folder.path(), OwnerText.in(folder))) {
      return true;
    }
    StorageLog.warn(
        "file %s: saved anew by another program after an update of it was cut off, which is not"
            + " applied any more; the next write sets it aside",
        target);
    return false;
  }

  /**
   * Keeps the staged rows for the user. They must not be written into a file that was saved anew.
   */
  private static void setAside(Path target, FolderOwner owner) throws IOException {
    Path aside = StagingNames.aside(target);
    owner.moveTo(aside);
    owner.close();
    StorageLog.warn(
        "file %s: saved anew by another program after an update of it was cut off, which is not"
            + " applied any more; its rows are set aside in %s, remove it if you do not need them",
        target, aside);
  }

  /** As {@link #forget(Path, Locking)}, on a file system with locks. */
  public static void forget(Path target) throws IOException {
    forget(target, Locking.LOCKED);
  }

  /**
   * Removes the folder of an update of the file that had this name before, even if its journal
   * can't be read.
   */
  public static void forget(Path target, Locking locking) throws IOException {
    try (OpenFolder folder = UpdateSlot.open(target).orElse(null)) {
      Optional<FolderOwner> owner =
          folder == null ? Optional.empty() : UpdateSlot.successorIn(folder, target, locking);
      if (owner.isPresent()) {
        forget(target, folder, owner.get());
      }
    }
  }

  private static void forget(Path target, OpenFolder folder, FolderOwner owner) throws IOException {
    try (owner) {
      if (!TargetLink.leadsTo(folder.path(), target)) {
        owner.remove(StagingArea.lastName(target));
      }
    }
  }

  /** False if another file took the name before it was opened. */
  private static boolean apply(Path target, Path folder, UpdateJournal journal) throws IOException {
    journal.refuseOtherIndices(folder);
    Set<OpenOption> options = Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    try (FileChannel channel = FileChannel.open(target, options)) {
      if (!journal.isFor(target, folder)) {
        return false;
      }
      journal.change().writeRecords(channel);
      journal.change().writeHead(channel);
      channel.force(true);
      journal.change().noteEpochs(target, folder, true);
      return true;
    } catch (IOException e) {
      throw PublishErrors.leftPending(target, e);
    }
  }
}
