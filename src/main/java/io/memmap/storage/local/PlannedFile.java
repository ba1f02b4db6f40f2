package io.memmap.storage.local;

import io.memmap.storage.file.FileErrors;
import io.memmap.storage.file.FileStamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Compares a local file with the one that was planned. */
final class PlannedFile {
  private PlannedFile() {}

  /**
   * Looks at the file again.
   *
   * @param end bytes that the array needs
   * @return the file itself, if the path is a symbolic link; else the path
   * @throws IOException if the file is missing, was replaced, or has become shorter than {@code
   *     end}
   */
  static Path check(FileStamp planned, long end) throws IOException {
    Path path = Path.of(planned.path());
    Path file = path;
    FileStamp now;
    try {
      BasicFileAttributes found =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (found.isSymbolicLink()) {
        file = file.toRealPath();
        found = Files.readAttributes(file, BasicFileAttributes.class);
      }
      now = FileStamp.of(path, found);
    } catch (IOException e) {
      throw FileErrors.cannotOpen(planned.path(), e);
    }
    planned.check(now, end);
    return file;
  }
}
