package io.memmap.storage.publish;

import io.memmap.storage.file.FileFacts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The user who owns the files that this process makes. */
final class CurrentUser {
  /** The superuser may change every file anyway. */
  private static final Object ROOT = 0;

  private CurrentUser() {}

  /**
   * Number of the user; the user's principal where users have no numbers.
   *
   * @throws UncheckedIOException if neither {@code /proc} nor the folder of temporary files tells
   */
  static Object id() {
    return Known.ID;
  }

  /** Whether files of this owner are trusted. */
  static boolean isThisOrRoot(Object owner) {
    return owner.equals(id()) || owner.equals(ROOT);
  }

  private static final class Known {
    static final Object ID = find();

    private static Object find() {
      try {
        Path self = Path.of("/proc/self");
        return FileFacts.isUnix(self) && Files.exists(self)
            ? Files.getAttribute(self, "unix:uid")
            : ofTemporaryFile();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static Object ofTemporaryFile() throws IOException {
      Path made = Files.createTempFile("memmap", null);
      try {
        return FileFacts.of(made).orElseThrow().owner();
      } finally {
        Files.deleteIfExists(made);
      }
    }
  }
}
