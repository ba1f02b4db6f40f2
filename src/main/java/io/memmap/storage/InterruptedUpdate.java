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
    return journal.isPresent() && journal.get().inode().equals(UpdateJournal.inode(target));
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
    boolean finished = false;
    try {
      Optional<UpdateJournal> journal = UpdateJournal.read(folder);
      if (journal.isPresent() && journal.get().inode().equals(UpdateJournal.inode(target))) {
        apply(target, journal.get());
        finished = true;
      }
      UpdateJournal.remove(folder);
      FolderOwner.empty(folder);
    } finally {
      owner.get().close();
    }
    FolderOwner.remove(folder);
    return finished;
  }

  private static void apply(Path target, UpdateJournal journal) throws IOException {
    try (FileChannel channel = FileChannel.open(target, StandardOpenOption.WRITE)) {
      new ArrayUpdate(journal.spec(), journal.recordBytes(), journal.runs()).applyTo(channel);
      channel.force(true);
    }
  }
}
