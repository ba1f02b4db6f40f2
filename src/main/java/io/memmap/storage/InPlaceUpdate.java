package io.memmap.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The one update of an array file that is there, from the first staged record to the last applied
 * one. The file is opened once, at the beginning, so that all goes into the file that was looked
 * at, whatever takes its name.
 */
public final class InPlaceUpdate implements AutoCloseable {
  private final Path target;
  private final StagingArea staging;
  private final FileChannel channel;
  private final String inode;

  private InPlaceUpdate(Path target, StagingArea staging, FileChannel channel, String inode) {
    this.target = target;
    this.staging = staging;
    this.channel = channel;
    this.inode = inode;
  }

  /**
   * Opens the file and keeps other updates out.
   *
   * @param target resolved, no symbolic link
   * @throws IOException if it can't be written, or another writer is updating it
   */
  public static InPlaceUpdate open(Path target, String id) throws IOException {
    StagingArea staging = StagingArea.createForUpdate(target, id);
    try {
      FileChannel channel = FileChannel.open(target, StandardOpenOption.WRITE);
      return new InPlaceUpdate(target, staging, channel, UpdateJournal.inode(target));
    } catch (IOException e) {
      staging.close();
      throw e;
    }
  }

  /** Whether another writer is at it now. */
  public static boolean isUnderWay(Path target) throws IOException {
    Path folder = StagingArea.folder(target, StagingArea.UPDATE);
    return Files.exists(folder) && !FolderOwner.isGone(folder);
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
   * Writes the records into the file, after a journal from which somebody else could do it if this
   * process died. A file that could not be made longer gets its old length back.
   */
  public void apply(ArrayChange change, boolean sync) throws IOException {
    long before = channel.size();
    boolean grows = change.spec().end() > before;
    UpdateJournal.hold(target, staging.folder());
    if (!Files.exists(target) || !UpdateJournal.inode(target).equals(inode)) {
      throw FileErrors.replacedWhileStaging(target.toString());
    }
    new UpdateJournal(inode, change).write(staging.folder(), sync);
    try {
      change.writeRecords(channel);
      force(sync);
    } catch (IOException e) {
      if (!grows) {
        throw FileErrors.leftPending(target.toString(), e);
      }
      takeBack(before, e);
      UpdateJournal.remove(staging.folder(), sync);
      throw FileErrors.notAppended(target.toString(), before, e);
    }
    writeHead(change, sync);
    UpdateJournal.remove(staging.folder(), sync);
  }

  private void writeHead(ArrayChange change, boolean sync) throws IOException {
    if (change.head().length == 0) {
      return;
    }
    try {
      change.writeHead(channel);
      force(sync);
    } catch (IOException e) {
      throw FileErrors.leftPending(target.toString(), e);
    }
  }

  private void force(boolean sync) throws IOException {
    if (sync) {
      channel.force(true);
    }
  }

  /** A thread that was interrupted could not do it: channels close under its hands. */
  private void takeBack(long before, IOException reason) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      channel.truncate(before);
    } catch (IOException e) {
      reason.addSuppressed(e);
      throw FileErrors.leftPending(target.toString(), reason);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Removes what was staged, unless a journal says that it is still needed. */
  @Override
  public void close() throws IOException {
    channel.close();
    if (UpdateJournal.isIn(staging.folder())) {
      staging.leave();
    } else {
      staging.close();
    }
  }
}
