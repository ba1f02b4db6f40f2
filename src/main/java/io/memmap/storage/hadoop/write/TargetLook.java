package io.memmap.storage.hadoop.write;

import io.memmap.storage.file.FileStamp;
import io.memmap.storage.hadoop.HadoopStorage;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;

/** Finds which array has the name after a publication that failed. */
record TargetLook(StoreTarget target) {

  /** A look at the store. */
  interface Look {
    TargetState look() throws IOException;
  }

  /**
   * The state after a stream to the name could not be closed.
   *
   * @param before the file that had the name before
   * @param length of the new file
   * @param reason gets the error of the look if it fails
   */
  TargetState afterClose(Optional<FileStamp> before, long length, IOException reason) {
    return uninterrupted(
        () -> {
          Optional<FileStatus> found = target.look();
          if (found.isEmpty()) {
            return TargetState.NONE;
          }
          FileStamp now = HadoopStorage.stamp(target.fs(), found.get());
          if (before.filter(now::isSameFile).isPresent()) {
            return TargetState.OLD;
          }
          return now.bytes() == length ? TargetState.NEW : TargetState.OTHER;
        },
        reason);
  }

  /**
   * The state after a new file could not be renamed to the name.
   *
   * @param before the file that had the name before
   * @param fresh the new file under its name before
   * @param made its status then, which a rename leaves as it is but for the path
   * @param reason gets the error of the look if it fails
   */
  TargetState afterRename(
      Optional<FileStatus> before, StoreTarget fresh, FileStatus made, IOException reason) {
    return uninterrupted(
        () -> {
          Optional<FileStatus> found = target.look();
          if (found.isEmpty()) {
            return TargetState.NONE;
          }
          if (isSame(found.get(), made) && fresh.look().isEmpty()) {
            return TargetState.NEW;
          }
          boolean isOld = before.filter(old -> isSame(found.get(), old)).isPresent();
          return isOld ? TargetState.OLD : TargetState.OTHER;
        },
        reason);
  }

  private static boolean isSame(FileStatus one, FileStatus other) {
    return one.getLen() == other.getLen()
        && one.getModificationTime() == other.getModificationTime();
  }

  /**
   * The state after a file could not be joined to the end of the array.
   *
   * @param seen the array before
   * @param added the file, and its length
   * @param reason gets the error of the look if it fails
   */
  TargetState afterAppend(FileStamp seen, StoreTarget added, long length, Exception reason) {
    return uninterrupted(
        () -> {
          Optional<FileStatus> found = target.look();
          if (found.isEmpty()) {
            return TargetState.NONE;
          }
          long now = found.get().getLen();
          if (now == seen.bytes() + length && added.look().isEmpty()) {
            return TargetState.NEW;
          }
          return now == seen.bytes() ? TargetState.OLD : TargetState.OTHER;
        },
        reason);
  }

  /**
   * The state that a look finds, or that it cannot be known. An interrupt of the thread would end
   * the look as well.
   *
   * @param reason gets the error of the look if it fails
   */
  static TargetState uninterrupted(Look look, Exception reason) {
    boolean interrupted = Thread.interrupted();
    try {
      return look.look();
    } catch (IOException e) {
      reason.addSuppressed(e);
      return TargetState.UNKNOWN;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
