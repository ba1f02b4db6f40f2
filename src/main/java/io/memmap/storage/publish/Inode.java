package io.memmap.storage.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The inode number of a file. It tells the file from another one that has taken its name, also
 * after the machine has been restarted, when device numbers may differ. Once a file is deleted, its
 * number may go to a new file.
 *
 * @param number empty where the file system has no such numbers, so all files are equal
 */
record Inode(String number) {
  private static final Inode UNKNOWN = new Inode("");

  static Inode of(Path file) throws IOException {
    try {
      return new Inode(String.valueOf(Files.getAttribute(file, "unix:ino")));
    } catch (UnsupportedOperationException | IllegalArgumentException otherFileSystem) {
      return UNKNOWN;
    }
  }

  @Override
  public String toString() {
    return number;
  }
}
