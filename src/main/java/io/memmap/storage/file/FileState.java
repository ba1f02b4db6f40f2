package io.memmap.storage.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The state of a file at one time. A later state shows whether the file has changed since.
 *
 * @param modified when bytes of it were last written, in nanoseconds since 1970
 * @param changed when it was last changed in any way; as {@code modified} where the file system
 *     does not say
 * @param lookedAt when the look began, in milliseconds since 1970
 */
public record FileState(
    FileStamp stamp, FileKind kind, long modified, long changed, long lookedAt) {
  private static final String UNIX =
      "unix:fileKey,size,lastModifiedTime,ctime,isRegularFile,isDirectory,isSymbolicLink";

  private static final long NANOS_PER_SECOND = 1_000_000_000;

  /** Two changes within one tick of the kernel's clock, of 10 ms at most, have the same time. */
  private static final long FINE_TICK_MILLIS = 20;

  /** The same for file systems that store times in steps of one or two seconds. */
  private static final long COARSE_TICK_MILLIS = 2_000;

  /** The state of a file now. */
  public static FileState of(Path path, LinkOption... links) throws IOException {
    long now = System.currentTimeMillis();
    return FileFacts.isUnix(path)
        ? unix(path, now, Files.readAttributes(path, UNIX, links))
        : other(path, now, Files.readAttributes(path, BasicFileAttributes.class, links));
  }

  private static FileState unix(Path path, long now, Map<String, Object> found) {
    FileKind kind =
        FileKind.of(
            (Boolean) found.get("isRegularFile"),
            (Boolean) found.get("isDirectory"),
            (Boolean) found.get("isSymbolicLink"));
    return new FileState(
        FileStamp.of(path, (Long) found.get("size"), found.get("fileKey")),
        kind,
        nanos((FileTime) found.get("lastModifiedTime")),
        nanos((FileTime) found.get("ctime")),
        now);
  }

  /** The state of the file that a path leads to, without the time of its last other change. */
  public static FileState ofTarget(Path path) throws IOException {
    long now = System.currentTimeMillis();
    return other(path, now, Files.readAttributes(path, BasicFileAttributes.class));
  }

  private static FileState other(Path path, long now, BasicFileAttributes found) {
    long modified = nanos(found.lastModifiedTime());
    return new FileState(FileStamp.of(path, found), FileKind.of(found), modified, modified, now);
  }

  private static long nanos(FileTime time) {
    return time.to(TimeUnit.NANOSECONDS);
  }

  /**
   * This state, if it is a file's.
   *
   * @throws IllegalArgumentException if it is a directory or a device
   */
  public FileState regular() {
    return switch (kind) {
      case FILE -> this;
      case FOLDER ->
          throw FileErrors.badFile(stamp.path(), "is a directory; name the array file in it");
      case LINK, OTHER ->
          throw FileErrors.badFile(
              stamp.path(), "is a device or pipe, which can't be mapped; name a regular file");
    };
  }

  /** When bytes of it were last written. */
  public Instant modifiedAt() {
    return Instant.EPOCH.plusNanos(modified);
  }

  public boolean isLink() {
    return kind == FileKind.LINK;
  }

  /**
   * Whether the file is unchanged in a later state. False if that cannot be known: when the file
   * had just been changed before this state, a further change may have the same time.
   */
  public boolean isSame(FileState later) {
    return isSettled()
        && stamp.hasIdentity()
        && stamp.equals(later.stamp)
        && modified == later.modified
        && changed == later.changed;
  }

  private boolean isSettled() {
    long tick = changed % NANOS_PER_SECOND == 0 ? COARSE_TICK_MILLIS : FINE_TICK_MILLIS;
    return lookedAt - TimeUnit.NANOSECONDS.toMillis(changed) > tick;
  }
}
