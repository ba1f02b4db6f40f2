package io.memmap.storage.file;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;

/**
 * What the file system says about a file, a folder or a symbolic link, which is not followed.
 *
 * @param key device and inode, which tell the file from others; the absolute path where the file
 *     system has none
 * @param owner number of the user; the user's principal where users have no numbers
 * @param group number of the group; -1 where groups have no numbers
 * @param mode permissions as {@code chmod} takes them; 0700 where files have none
 * @param links number of hard links
 */
public record FileFacts(
    Object key,
    Object owner,
    int group,
    int mode,
    int links,
    long bytes,
    FileTime modified,
    FileKind kind) {
  private static final int PERMISSIONS = 07777;
  private static final int OWNER_ONLY = 0700;
  private static final int WRITE_BY_OTHERS = 0022;

  /** What has this path; empty if nothing has. */
  public static Optional<FileFacts> of(Path path) throws IOException {
    try {
      return Optional.of(isUnix(path) ? unix(path) : other(path));
    } catch (NoSuchFileException | NotDirectoryException none) {
      return Optional.empty();
    } catch (FileSystemException e) {
      if (String.valueOf(e.getReason()).contains("Not a directory")) {
        return Optional.empty();
      }
      throw e;
    }
  }

  public static boolean isUnix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("unix");
  }

  private static FileFacts unix(Path path) throws IOException {
    Map<String, Object> unix =
        Files.readAttributes(path, "unix:uid,gid,mode,nlink", LinkOption.NOFOLLOW_LINKS);
    BasicFileAttributes basic = basic(path);
    return new FileFacts(
        basic.fileKey(),
        unix.get("uid"),
        (Integer) unix.get("gid"),
        (Integer) unix.get("mode") & PERMISSIONS,
        (Integer) unix.get("nlink"),
        basic.size(),
        basic.lastModifiedTime(),
        FileKind.of(basic));
  }

  private static FileFacts other(Path path) throws IOException {
    BasicFileAttributes basic = basic(path);
    Object owner = Files.getOwner(path, LinkOption.NOFOLLOW_LINKS);
    Object key = basic.fileKey() == null ? path.toAbsolutePath() : basic.fileKey();
    return new FileFacts(
        key, owner, -1, OWNER_ONLY, 1, basic.size(), basic.lastModifiedTime(), FileKind.of(basic));
  }

  private static BasicFileAttributes basic(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  public boolean isFile() {
    return kind == FileKind.FILE;
  }

  public boolean isFolder() {
    return kind == FileKind.FOLDER;
  }

  /** Whether users may write it who are not its owner and may not write the array. */
  public boolean isOpenToMoreThan(Optional<FileFacts> array) {
    int writers = array.map(facts -> facts.mode & WRITE_BY_OTHERS).orElse(0);
    return (mode & WRITE_BY_OTHERS & ~writers) != 0;
  }

  /** As errors and warnings describe it. */
  @Override
  public String toString() {
    return kind + " of user " + owner + ", mode " + Integer.toOctalString(mode);
  }
}
