package io.memmap.spark.internal.write.commit;

import io.memmap.storage.file.FileBytes;
import io.memmap.storage.file.FileStamp;
import io.memmap.storage.file.OpenBytes;
import io.memmap.storage.file.Storage;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A file before rows are added to it or changed.
 *
 * @param bytes its length
 * @param opening opens it
 */
record OldFile(long bytes, Opening opening) {

  interface Opening {
    OpenBytes open() throws IOException;
  }

  static OldFile local(Path path, long bytes) {
    return new OldFile(bytes, () -> FileBytes.open(path));
  }

  static OldFile of(Storage storage, FileStamp file) {
    return new OldFile(file.bytes(), () -> storage.headers(1).open(file));
  }

  /** Whether it is one zero byte: an array without rows is written so, as by np.memmap. */
  boolean isPlaceholder() throws IOException {
    if (bytes != 1) {
      return false;
    }
    try (OpenBytes opened = opening.open()) {
      return opened.read(0, 1)[0] == 0;
    }
  }
}
