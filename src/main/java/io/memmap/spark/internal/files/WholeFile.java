package io.memmap.spark.internal.files;

import io.memmap.storage.file.FileErrors;
import io.memmap.storage.file.FileStamp;
import io.memmap.storage.file.FileState;
import io.memmap.storage.publish.InPlaceUpdate;
import io.memmap.storage.publish.InterruptedUpdate;
import io.memmap.storage.publish.Locking;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Checks that no update of a file was cut off before the file is read. */
public final class WholeFile {
  private static final int ATTEMPTS = 10;

  private WholeFile() {}

  /**
   * Whether an update of the file was cut off.
   *
   * @throws IllegalArgumentException if its journal cannot be read
   */
  public static boolean isCutOff(Path path, Locking locking) {
    try {
      return InterruptedUpdate.isPending(path.toRealPath(), locking);
    } catch (IOException e) {
      throw PathErrors.unfinishedUpdate(path.toString(), e);
    }
  }

  /**
   * The state of the file, after an update that was cut off has been refused, finished or left, as
   * {@code cutOff} says.
   *
   * @throws IllegalArgumentException if the file cannot be read, or an unfinished update is refused
   */
  public static FileState state(Path path, OnInterruptedUpdate cutOff, Locking locking) {
    FileState itself = FileChecks.itself(path);
    FileState state = FileChecks.state(path, itself);
    if (cutOff == OnInterruptedUpdate.LEFT
        || (!itself.isLink() && !InterruptedUpdate.mayBePending(path))) {
      return state;
    }
    try {
      Path file = path.toRealPath();
      if (!InterruptedUpdate.isPending(file, locking)) {
        return state;
      }
      if (cutOff == OnInterruptedUpdate.REFUSED) {
        throw PathErrors.badFile(
            path.toString(),
            FileErrors.HALF_UPDATED
                + "; read it with option repair=true, in SQL with"
                + " ?repair=true after the table's name, which finishes the update first, as the"
                + " next write will");
      }
      InterruptedUpdate.finish(file, locking);
      return FileChecks.state(path);
    } catch (IOException e) {
      throw PathErrors.unfinishedUpdate(path.toString(), e);
    }
  }

  /**
   * Number of bytes of a raw file that hold whole rows. During an append these are the bytes before
   * it; a file that another program lengthens is taken as it is.
   *
   * @throws IllegalArgumentException if the file cannot be read
   */
  public static long bytes(FileStamp stamp) {
    Path path = Path.of(stamp.path());
    long bytes = stamp.bytes();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        Path file = Files.isSymbolicLink(path) ? path.toRealPath() : path;
        OptionalLong before = InPlaceUpdate.bytesBefore(file);
        if (before.isPresent()) {
          return Math.min(bytes, before.getAsLong());
        }
      } catch (IOException e) {
        throw PathErrors.unfinishedUpdate(stamp.path(), e);
      }
      // The append may have ended between the look at the size and the look at the journal.
      long now = FileChecks.state(path).stamp().bytes();
      if (now == bytes) {
        return bytes;
      }
      bytes = now;
    }
    return bytes;
  }
}
