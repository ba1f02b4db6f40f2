package io.memmap.storage.file;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Identity and size of a file when a query was planned. The modification time is not part of it,
 * since a live memmap is written while it is read.
 *
 * @param path absolute path
 * @param bytes size
 * @param identity device and inode; empty where the file system has none, see {@link #hasIdentity}
 * @param machine where the identity holds; another machine may see the same file, or its own copy,
 *     under another identity
 */
public record FileStamp(String path, long bytes, String identity, String machine)
    implements Serializable {

  /** Looks at the file as it is now. */
  public static FileStamp of(Path path) throws IOException {
    return of(path, Files.readAttributes(path, BasicFileAttributes.class));
  }

  /**
   * The stamp of a file with these attributes, which may be those of the file that a link at this
   * path leads to.
   */
  public static FileStamp of(Path path, BasicFileAttributes attributes) {
    return of(path, attributes.size(), attributes.fileKey());
  }

  static FileStamp of(Path path, long bytes, Object key) {
    return new FileStamp(
        path.toString(), bytes, key == null ? "" : key.toString(), MachineId.CURRENT);
  }

  /** Whether the file system tells files from one another by more than their paths. */
  public boolean hasIdentity() {
    return !identity.isEmpty();
  }

  /** Whether both are the same file, as seen from one machine. */
  public boolean isSameFile(FileStamp other) {
    return identity.equals(other.identity);
  }

  /** Whether no file has this path any more. */
  public boolean isGone() {
    return Files.notExists(Path.of(path));
  }

  /**
   * Looks at the file again.
   *
   * @param end bytes that the array needs
   * @return the file itself, if the path is a symbolic link; else the path
   * @throws IOException if the file is missing, was replaced, or has become shorter than {@code
   *     end}
   */
  public Path checkAgain(long end) throws IOException {
    Path file = Path.of(path);
    FileStamp now;
    try {
      BasicFileAttributes found =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (found.isSymbolicLink()) {
        file = file.toRealPath();
        found = Files.readAttributes(file, BasicFileAttributes.class);
      }
      now = of(Path.of(path), found);
    } catch (IOException e) {
      throw FileErrors.cannotOpen(path, e);
    }
    check(now, end);
    return file;
  }

  /**
   * Checks the file as it is now against this stamp.
   *
   * @param end bytes that the array needs
   * @throws IOException if the file was replaced, or has become shorter than {@code end}
   */
  public void check(FileStamp now, long end) throws IOException {
    if (machine.equals(now.machine) && !isSameFile(now)) {
      throw FileErrors.replaced(this, now);
    }
    if (now.bytes < end) {
      throw FileErrors.tooShort(path, end, now.bytes);
    }
  }
}
