package io.memmap.storage.file;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/**
 * Identity and size of a file when a query was planned. The modification time of a local file is
 * not part of it, since a live memmap is written while it is read.
 *
 * @param path absolute path or URI, as {@link Location} shows it
 * @param bytes size
 * @param identity device and inode, or what a remote file system tells versions of a file apart by;
 *     empty where the file system has nothing like that, see {@link #hasIdentity}
 * @param machine where the identity holds; another machine may see the same file, or its own copy,
 *     under another identity
 * @param token by which a remote file system opens this very file; null for local files, and not
 *     compared
 */
public record FileStamp(
    String path, long bytes, String identity, String machine, Serializable token)
    implements Serializable {

  /** The stamp of a local file. */
  public FileStamp(String path, long bytes, String identity, String machine) {
    this(path, bytes, identity, machine, null);
  }

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

  public Location location() {
    return Location.parse(path);
  }

  /** Whether the file system tells files from one another by more than their paths. */
  public boolean hasIdentity() {
    return !identity.isEmpty();
  }

  /** Whether both are the same file, as seen from one machine. */
  public boolean isSameFile(FileStamp other) {
    return identity.equals(other.identity);
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

  @Override
  public boolean equals(Object other) {
    return other instanceof FileStamp stamp
        && path.equals(stamp.path)
        && bytes == stamp.bytes
        && identity.equals(stamp.identity)
        && machine.equals(stamp.machine);
  }

  @Override
  public int hashCode() {
    return Objects.hash(path, bytes, identity, machine);
  }
}
