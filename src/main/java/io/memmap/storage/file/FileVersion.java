package io.memmap.storage.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;

/**
 * The version of a file at one time. Two equal versions show that the file was not written in
 * between, as far as the clock of the file system can tell.
 *
 * @param identity device and inode, or empty where the file system has none
 * @param bytes size
 * @param modified when bytes of it were last written
 * @param changed when it was last changed in any way; as {@code modified} where the file system
 *     does not say
 */
public record FileVersion(String identity, long bytes, FileTime modified, FileTime changed) {

  /** The version of a file in a state. */
  public static FileVersion of(FileState state) {
    return new FileVersion(
        state.stamp().identity(),
        state.stamp().bytes(),
        FileTime.from(state.modified(), TimeUnit.NANOSECONDS),
        FileTime.from(state.changed(), TimeUnit.NANOSECONDS));
  }

  /** The version of a local file now. */
  public static FileVersion of(Path path) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    Object key = attributes.fileKey();
    FileTime modified = attributes.lastModifiedTime();
    boolean unix = path.getFileSystem().supportedFileAttributeViews().contains("unix");
    FileTime changed = unix ? (FileTime) Files.getAttribute(path, "unix:ctime") : modified;
    return new FileVersion(key == null ? "" : key.toString(), attributes.size(), modified, changed);
  }
}
