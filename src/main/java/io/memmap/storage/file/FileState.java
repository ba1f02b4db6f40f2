package io.memmap.storage.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A file as one look found it, which shows later whether anybody has changed it since.
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

  /** The same of a file system that keeps whole seconds, or every other. */
  private static final long COARSE_TICK_MILLIS = 2_000;

  /** Looks at a file, once. */
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

  private static FileState other(Path path, long now, BasicFileAttributes found) {
    long modified = nanos(found.lastModifiedTime());
    return new FileState(FileStamp.of(path, found), FileKind.of(found), modified, modified, now);
  }

  private static long nanos(FileTime time) {
    return time.to(TimeUnit.NANOSECONDS);
  }

  public boolean isLink() {
    return kind == FileKind.LINK;
  }

  /**
   * Whether a later look shows that the file is as it was. Not known, and so false, if the file had
   * just been changed when this was found: somebody may have changed it once more without another
   * time of it.
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
