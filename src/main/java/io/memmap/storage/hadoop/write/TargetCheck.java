package io.memmap.storage.hadoop.write;

import io.memmap.storage.file.FileStamp;
import io.memmap.storage.hadoop.HadoopStorage;
import io.memmap.storage.staging.Precondition;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;

/** Checks what has the name of a new file. */
record TargetCheck(StoreTarget target, Precondition precondition) {

  boolean wantsNothing() {
    return precondition instanceof Precondition.Absent;
  }

  /** The version that is to be replaced, if no other may be. */
  Optional<FileStamp> version() {
    return precondition instanceof Precondition.Version version
        ? Optional.of(version.seen())
        : Optional.empty();
  }

  /**
   * Looks at the name.
   *
   * @return the version of the file that has it
   * @throws IOException if it is that of a folder, or the precondition does not hold
   */
  Optional<FileStamp> check() throws IOException {
    return check(target.look());
  }

  /** Checks what a look has found. */
  Optional<FileStamp> check(Optional<FileStatus> found) throws IOException {
    if (found.isPresent() && found.get().isDirectory()) {
      throw StoreErrors.isFolder(target.location());
    }
    if (found.isPresent() && wantsNothing()) {
      throw StoreErrors.madeMeanwhile(target.location(), null);
    }
    Optional<FileStamp> now = found.map(status -> HadoopStorage.stamp(target.fs(), status));
    if (version().isPresent() && !now.filter(this::isVersion).isPresent()) {
      throw now.isPresent()
          ? StoreErrors.replacedMeanwhile(target.location(), null)
          : StoreErrors.removedMeanwhile(target.location());
    }
    return now;
  }

  /** Files of HDFS keep their identity when they grow. */
  private boolean isVersion(FileStamp now) {
    return version()
        .filter(seen -> seen.isSameFile(now) && seen.bytes() == now.bytes())
        .isPresent();
  }

  /** The error of a store that has found that the precondition does not hold. */
  IOException refused(IOException cause) {
    return wantsNothing()
        ? StoreErrors.madeMeanwhile(target.location(), cause)
        : StoreErrors.replacedMeanwhile(target.location(), cause);
  }
}
