package io.memmap.storage.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * A file as it was at one moment. Two that are equal show that nobody has written into it between
 * them, as far as the file system's clock tells moments apart.
 *
 * @param identity device and inode, or empty where the file system has none
 * @param bytes size
 * @param modified when bytes of it were last written
 * @param changed when it was last changed in any way; as {@code modified} where the file system
 *     does not say
 */
public record FileVersion(String identity, long bytes, FileTime modified, FileTime changed) {

  /** Looks at the file. */
  public static FileVersion of(Path path) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    Object key = attributes.fileKey();
    FileTime modified = attributes.lastModifiedTime();
    boolean unix = path.getFileSystem().supportedFileAttributeViews().contains("unix");
    FileTime changed = unix ? (FileTime) Files.getAttribute(path, "unix:ctime") : modified;
    return new FileVersion(key == null ? "" : key.toString(), attributes.size(), modified, changed);
  }
}
