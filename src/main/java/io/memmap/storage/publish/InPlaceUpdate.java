package io.memmap.storage.publish;

import io.memmap.array.OneLine;
import io.memmap.storage.file.FileErrors;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An update of an existing array file, from the first staged record to the last applied one. An
 * array has one at a time. The file is opened once, at the beginning, so that all bytes go into
 * that file, even if another one takes its name.
 */
public final class InPlaceUpdate implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(InPlaceUpdate.class.getName());

  private static final int ATTEMPTS = 3;

  private final Path target;
  private final StagingArea staging;
  private final FileChannel channel;
  private final Inode inode;

  /**
   * Whether the journal may be written, so the update must be finished. Remembered, since asking
   * the file system may fail.
   */
  private boolean pending;

  private InPlaceUpdate(Path target, StagingArea staging, FileChannel channel, Inode inode) {
    this.target = target;
    this.staging = staging;
    this.channel = channel;
    this.inode = inode;
  }

  /** As {@link #open(Path, String, Locking)}, on a file system with locks. */
  public static InPlaceUpdate open(Path target, String id) throws IOException {
    return open(target, id, Locking.LOCKED);
  }

  /**
   * Opens the file and keeps other updates out.
   *
   * @param target resolved, no symbolic link
   * @throws IOException if it can't be written, or another writer is updating it
   */
  public static InPlaceUpdate open(Path target, String id, Locking locking) throws IOException {
    return in(StagingArea.createForUpdate(target, id, locking), target);
  }

  /**
   * Opens the file and keeps other updates out, after records for it have been staged.
   *
   * @param target resolved, no symbolic link
   * @param staged its files get other paths, those in {@link #folder()}
   * @throws IOException if the file can't be written, or another writer is updating it; the staged
   *     records are removed
   */
  public static InPlaceUpdate ofStaged(Path target, StagingArea staged, Locking locking)
      throws IOException {
    StagingArea update = null;
    try {
      update = staged.forUpdate(locking);
    } finally {
      if (update == null) {
        staged.close();
      }
    }
    return in(update, target);
  }

  private static InPlaceUpdate in(StagingArea staging, Path target) throws IOException {
    InPlaceUpdate update = null;
    try {
      for (int attempt = 0; attempt < ATTEMPTS && update == null; attempt++) {
        update = openOnce(target, staging);
      }
      if (update == null) {
        throw PublishErrors.replacedWhileStaging(target);
      }
      return update;
    } finally {
      if (update == null) {
        staging.close();
      }
    }
  }

  /** Null if another file took the name meanwhile: the opened one may have no name any more. */
  private static InPlaceUpdate openOnce(Path target, StagingArea staging) throws IOException {
    Inode before = Inode.of(target);
    FileChannel channel = FileChannel.open(target, StandardOpenOption.WRITE);
    boolean same = false;
    try {
      same = before.equals(Inode.of(target));
      return same ? new InPlaceUpdate(target, staging, channel, before) : null;
    } catch (NoSuchFileException moved) {
      return null;
    } finally {
      if (!same) {
        channel.close();
      }
    }
  }

  /**
   * Waits for another writer as long as {@code locking} says.
   *
   * @return whether it is still running
   */
  public static boolean isUnderWay(Path target, Locking locking) throws IOException {
    Deadline deadline = locking.deadline();
    do {
      if (!UpdateSlot.isUnderWay(target, locking)) {
        return false;
      }
    } while (deadline.sleep(target));
    return true;
  }

  /**
   * Length of a file before the update that is running now, or was cut off; empty if there is none.
   * Several threads make a file longer at once, so after its old end there may be bytes that are
   * not written yet.
   *
   * @throws IOException if the journal of the update can't be read
   */
  public static OptionalLong bytesBefore(Path target) throws IOException {
    try (OpenFolder folder = UpdateSlot.open(target).orElse(null)) {
      Optional<UpdateJournal> journal =
          folder == null ? Optional.empty() : UpdateJournal.read(target, folder);
      return journal.isPresent() && journal.get().isFor(target, folder.path())
          ? OptionalLong.of(journal.get().before().bytes())
          : OptionalLong.empty();
    } catch (NoSuchFileException itHasEnded) {
      return OptionalLong.empty();
    }
  }

  /** Where tasks stage their records. */
  public Path folder() {
    return staging.folder();
  }

  /** Size of the file as it is. */
  public long bytes() throws IOException {
    return channel.size();
  }

  /**
   * Notes epochs of streams that add nothing to the file.
   *
   * @throws IOException if they are not noted
   */
  public void note(CommittedEpochs epochs, boolean sync) throws IOException {
    epochs.write(target, staging.folder(), sync);
  }

  /**
   * Writes the records into the file, after a journal from which another process can write them if
   * this one dies. A file that could not be made longer gets its old length back, if that is all
   * that the update does to it.
   *
   * @throws IOException if the file is as it was, or else, as the error says, a journal is left
   */
  public void apply(ArrayChange change, boolean sync) throws IOException {
    long before = channel.size();
    FolderSync folders = new FolderSync(sync);
    TargetLink.make(staging.folder(), target);
    if (!Files.exists(target) || !Inode.of(target).equals(inode)) {
      throw PublishErrors.replacedWhileStaging(target);
    }
    announce(UpdateJournal.of(target, change), sync, folders);
    writeRecords(change, before, sync, folders);
    writeHead(change, sync);
    noteEpochs(change, sync);
    pending = false;
    try {
      UpdateJournal.remove(staging.folder(), folders);
    } catch (IOException e) {
      warnOfJournal(e);
    }
  }

  private void announce(UpdateJournal journal, boolean sync, FolderSync folders)
      throws IOException {
    pending = true;
    try {
      journal.write(staging.folder(), sync);
      folders.force(staging.folder());
      folders.force(target.getParent());
      if (Thread.currentThread().isInterrupted()) {
        throw PublishErrors.interruptedBefore(target);
      }
    } catch (IOException e) {
      withdraw(e, folders);
      throw e;
    }
  }

  /** Removes the journal: the file is as it was, and stays so. */
  private void withdraw(IOException reason, FolderSync folders) throws IOException {
    try {
      UpdateJournal.remove(staging.folder(), folders);
      pending = false;
    } catch (IOException e) {
      reason.addSuppressed(e);
      throw PublishErrors.leftPending(target, reason);
    }
  }

  private void writeRecords(ArrayChange change, long before, boolean sync, FolderSync folders)
      throws IOException {
    try {
      change.writeRecords(channel);
      force(sync);
    } catch (IOException e) {
      if (change.start() < before || change.spec().end() <= before) {
        throw PublishErrors.leftPending(target, e);
      }
      takeBack(before, e);
      withdraw(e, folders);
      throw PublishErrors.notAppended(target, before, e);
    }
  }

  private void writeHead(ArrayChange change, boolean sync) throws IOException {
    if (change.head().length == 0) {
      return;
    }
    try {
      change.writeHead(channel);
      force(sync);
    } catch (IOException e) {
      throw PublishErrors.leftPending(target, e);
    }
  }

  private void noteEpochs(ArrayChange change, boolean sync) throws IOException {
    try {
      change.noteEpochs(target, staging.folder(), sync);
    } catch (IOException e) {
      throw PublishErrors.leftPending(target, e);
    }
  }

  private void force(boolean sync) throws IOException {
    if (sync) {
      channel.force(true);
    }
  }

  private void takeBack(long before, IOException reason) throws IOException {
    try {
      Uninterrupted.take(() -> truncate(before));
    } catch (IOException e) {
      reason.addSuppressed(e);
      throw PublishErrors.leftPending(target, reason);
    }
  }

  /** Opens the file again if an interrupt has closed the channel. */
  private void truncate(long before) throws IOException {
    if (channel.isOpen()) {
      channel.truncate(before);
      return;
    }
    try (FileChannel again = FileChannel.open(target, StandardOpenOption.WRITE)) {
      if (!Inode.of(target).equals(inode)) {
        throw PublishErrors.replacedWhileStaging(target);
      }
      again.truncate(before);
    }
  }

  private void warnOfJournal(IOException reason) {
    LOG.log(
        Level.WARNING,
        OneLine.format(
            "file %s: the update is applied, but its journal in %s cannot be removed (%s); if"
                + " readers say that an update was cut off, read it with option repair=true",
            target, staging.folder(), FileErrors.reason(reason)));
  }

  /** Removes what was staged, unless a journal says that it is still needed. */
  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      if (pending) {
        staging.leave();
      } else {
        staging.close();
      }
    }
  }
}
