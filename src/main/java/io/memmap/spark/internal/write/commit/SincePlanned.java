package io.memmap.spark.internal.write.commit;

import io.memmap.array.npy.NpyHeader;
import io.memmap.storage.file.FileEntry;
import io.memmap.storage.file.FileStamp;
import io.memmap.storage.file.FileState;
import io.memmap.storage.file.FileVersion;
import java.io.IOException;
import java.util.Optional;

/** Compares a file that a write is about to change with the file that the write was planned on. */
final class SincePlanned {
  private SincePlanned() {}

  /** Reads the header of the file as it is now. */
  interface Header {
    NpyHeader read() throws IOException;
  }

  /**
   * Takes the header as it is now. Another writer may have changed it after planning; if it only
   * appended rows, those that were there keep their places.
   */
  static ArrayTarget withHeader(ArrayTarget planned, Header file) throws IOException {
    if (!(planned.form().head() instanceof FileHead.OldHeader old)) {
      return planned;
    }
    NpyHeader now = file.read();
    if (!now.isAppendedTo(old.header())) {
      throw CommitErrors.headerChanged(planned.location());
    }
    return planned.withHead(new FileHead.OldHeader(now));
  }

  /**
   * The file of a store as it is now.
   *
   * @throws IOException if it is gone, or another writer has changed it after its rows were read
   */
  static FileStamp look(ArrayTarget planned) throws IOException {
    FileEntry name = new FileEntry(planned.location(), Optional.empty());
    Optional<FileState> found = planned.store().reads().look(name).state();
    if (found.isEmpty()) {
      throw CommitErrors.goneSincePlanned(planned.location());
    }
    refuseOtherVersion(planned, FileVersion.of(found.get()));
    return found.get().stamp();
  }

  /** Another writer may have changed the file after its rows were read. */
  static void refuseOtherVersion(ArrayTarget planned, FileVersion now) throws IOException {
    Optional<FileVersion> read = planned.read().get();
    boolean same = read.isEmpty() || read.get().equals(now);
    if (!same) {
      throw CommitErrors.changedSincePlanned(planned.location());
    }
  }
}
