package io.memmap.storage.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Whether this user may write an array file. A new file could replace a read-only one, but a write
 * refuses that before any row is computed, as NumPy's {@code w+} does.
 */
public final class WritePermission {
  private static final int STICKY = 01000;
  private static final int ROOT = 0;

  private WritePermission() {}

  /**
   * Finds a missing permission.
   *
   * @param target resolved, no symbolic link
   * @param replaces whether a new file takes the place of the one that may be there
   * @return what is wrong and what to do; empty if no obstacle is known
   */
  public static Optional<String> missing(Path target, boolean replaces) {
    Path folder = target.getParent();
    boolean exists = Files.exists(target);
    if (exists && !Files.isWritable(target)) {
      return Optional.of(
          "this user may not write it, and a read-only file is not replaced either; permit"
              + " it by chmod or chown, or name another file");
    }
    if (!Files.isWritable(folder) || !Files.isExecutable(folder)) {
      return Optional.of(
          "this user may not make files in its folder "
              + folder
              + ", where rows are staged before they become part of the array; permit it by chmod"
              + " or chown, or name a file in another folder");
    }
    if (exists && replaces && isHeldByFolder(target, folder)) {
      return Optional.of(
          "it belongs to another user, and in its folder "
              + folder
              + ", which is sticky as /tmp is, only that user may replace it; name another file, or"
              + " let its owner write it");
    }
    return Optional.empty();
  }

  private static boolean isHeldByFolder(Path target, Path folder) {
    try {
      int mode = (Integer) Files.getAttribute(folder, "unix:mode");
      int user = uid(Path.of("/proc/self"));
      return (mode & STICKY) != 0 && user != ROOT && user != uid(target) && user != uid(folder);
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException unknown) {
      return false;
    }
  }

  private static int uid(Path file) throws IOException {
    return (Integer) Files.getAttribute(file, "unix:uid");
  }
}
