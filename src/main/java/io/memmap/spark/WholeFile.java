package io.memmap.spark;

import io.memmap.storage.FileStamp;
import io.memmap.storage.InterruptedUpdate;
import io.memmap.storage.Locking;
import java.io.IOException;
import java.nio.file.Path;

/** A file that is about to be read, and that no update left half done. */
final class WholeFile {
  private WholeFile() {}

  /**
   * Looks at the file, and finishes an update of it that was cut off if the user says so.
   *
   * @throws IllegalArgumentException if it can't be read, or an update is half done
   */
  static FileStamp stamp(Path path, boolean repair, Locking locking) {
    FileStamp stamp = LocalPath.stamp(path);
    try {
      Path file = path.toRealPath();
      if (!InterruptedUpdate.isPending(file, locking)) {
        return stamp;
      }
      if (!repair) {
        throw MemmapErrors.badFile(
            path.toString(),
            "an update of it was cut off while it was being applied, so that it holds some of the"
                + " new rows and not others; read it with option repair=true, which finishes the"
                + " update first, as the next write will");
      }
      InterruptedUpdate.finish(file, locking);
      return LocalPath.stamp(path);
    } catch (IOException e) {
      throw MemmapErrors.unfinishedUpdate(path.toString(), e);
    }
  }
}
