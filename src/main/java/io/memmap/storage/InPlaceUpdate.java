package io.memmap.storage;

import io.memmap.array.ArraySpec;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

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
   *
   * @param runs checked, with indices of the whole array
   */
  public void apply(ArraySpec spec, int recordBytes, List<Run> runs, boolean sync)
      throws IOException {
    long before = channel.size();
    boolean grows = spec.end() > before;
    if (!UpdateJournal.inode(target).equals(inode)) {
      throw FileErrors.replacedWhileStaging(target.toString());
    }
    new UpdateJournal(inode, spec, recordBytes, runs).write(staging.folder(), sync);
    try {
      new ArrayUpdate(spec, recordBytes, runs).applyTo(channel);
    } catch (IOException e) {
      if (grows) {
        channel.truncate(before);
        UpdateJournal.remove(staging.folder());
      }
      throw e;
    }
    if (sync) {
      channel.force(true);
    }
    UpdateJournal.remove(staging.folder());
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
