package io.memmap.storage.hadoop.write;

import io.memmap.storage.file.FileStamp;
import io.memmap.storage.hadoop.HadoopStorage;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;

/** Finds which array has the name after a publication that failed. */
record TargetLook(StoreTarget target) {

  /** A look at the store. */
  private interface Look {
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
   * @param fresh its name before
   * @param reason gets the error of the look if it fails
   */
  TargetState afterRename(StoreTarget fresh, IOException reason) {
    return uninterrupted(
        () -> {
          if (fresh.look().isEmpty()) {
            return target.look().isPresent() ? TargetState.NEW : TargetState.UNKNOWN;
          }
          return target.look().isPresent() ? TargetState.OLD : TargetState.NONE;
        },
        reason);
  }

  /** An interrupt of the thread would end the look as well. */
  private static TargetState uninterrupted(Look look, IOException reason) {
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
