package io.memmap.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * An update whose process died while it was applied. The array is neither the old nor the new one,
 * until somebody applies its journal again.
 */
public final class InterruptedUpdate {
  private InterruptedUpdate() {}

  /** Whether an update of this file has to be finished, and nobody is at it. */
  public static boolean isPending(Path target) throws IOException {
    Path folder = StagingArea.folder(target, StagingArea.UPDATE);
    if (!UpdateJournal.isIn(folder) || !FolderOwner.isGone(folder)) {
      return false;
    }
    Optional<UpdateJournal> journal = UpdateJournal.read(folder);
    return journal.isPresent() && journal.get().isFor(target, folder);
  }

  /**
   * Finishes the update that was cut off, if there is one. A journal of a file that has been
   * replaced since is of no use and goes.
   *
   * @return whether there was one, and it is applied now
   */
  public static boolean finish(Path target) throws IOException {
    Path folder = StagingArea.folder(target, StagingArea.UPDATE);
    Optional<FolderOwner> owner = FolderOwner.successorIn(folder);
    if (owner.isEmpty()) {
      return false;
    }
    boolean done = false;
    try {
      Optional<UpdateJournal> journal = UpdateJournal.read(folder);
      boolean pending =
          journal.isPresent()
              && journal.get().isFor(target, folder)
              && apply(target, folder, journal.get());
      UpdateJournal.remove(folder, new FolderSync(true));
      done = true;
      owner.get().remove(StagingArea.lastName(target));
      return pending;
    } finally {
      if (!done) {
        owner.get().close();
      }
    }
  }

  /**
   * Removes what an update has left of the file that had this name before, even if its journal
   * can't be read.
   */
  public static void forget(Path target) throws IOException {
    Path folder = StagingArea.folder(target, StagingArea.UPDATE);
    Optional<FolderOwner> owner = FolderOwner.successorIn(folder);
    if (owner.isEmpty()) {
      return;
    }
    if (UpdateJournal.holds(target, folder)) {
      owner.get().close();
    } else {
      owner.get().remove(StagingArea.lastName(target));
    }
  }

  /** False if another file took the name before it was opened. */
  private static boolean apply(Path target, Path folder, UpdateJournal journal) throws IOException {
    try (FileChannel channel = FileChannel.open(target, StandardOpenOption.WRITE)) {
      if (!journal.isFor(target, folder)) {
        return false;
      }
      journal.change().writeRecords(channel);
      journal.change().writeHead(channel);
      channel.force(true);
      return true;
    } catch (IOException e) {
      throw FileErrors.leftPending(target.toString(), e);
    }
  }
}
