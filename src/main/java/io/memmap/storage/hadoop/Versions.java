package io.memmap.storage.hadoop;

import io.memmap.storage.file.FileKind;
import io.memmap.storage.file.FileStamp;
import io.memmap.storage.file.FileState;
import io.memmap.storage.file.StorageLog;
import java.io.IOException;
import java.io.Serializable;
import java.lang.reflect.InvocationTargetException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.EtagSource;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Options.HandleOpt;
import org.apache.hadoop.fs.PathHandle;

/**
 * What tells a file from others that had or will have its path: its etag on object stores, its
 * inode on HDFS, length and time of modification elsewhere.
 */
final class Versions {
  private static final String HANDLE = "handle ";
  private static final String S3A_CLASSES = "org.apache.hadoop.fs.s3a.";

  /** Modes of change detection in which S3A fails for another version than the planned one. */
  private static final Set<String> FAILING_MODES = Set.of("server", "client");

  /** File systems for which the warning about weaker change detection has been logged. */
  private static final Set<String> LOGGED = ConcurrentHashMap.newKeySet();

  private Versions() {}

  /** The state of a file by its status, with the blocks that a listing tells. */
  static FileState state(FileSystem fs, FileStatus status, FileBlocks blocks) {
    long modified = TimeUnit.MILLISECONDS.toNanos(status.getModificationTime());
    FileKind kind = status.isDirectory() ? FileKind.FOLDER : FileKind.FILE;
    return new FileState(
        stamp(fs, status, blocks), kind, modified, modified, System.currentTimeMillis());
  }

  /** The stamp of a file by its status. */
  static FileStamp stamp(FileSystem fs, FileStatus status, FileBlocks blocks) {
    String path = status.getPath().toString();
    String machine = fs.getUri().toString();
    if (status.isDirectory()) {
      return new FileStamp(path, 0, "", machine, null);
    }
    Optional<PathHandle> handle = handle(fs, status);
    String identity = handle.map(Versions::text).orElseGet(() -> version(status));
    Serializable opens = handle.<Serializable>map(found -> found).orElse(sent(status));
    return new FileStamp(path, status.getLen(), identity, machine, new OpenToken(opens, blocks));
  }

  private static String version(FileStatus status) {
    return status instanceof EtagSource source && source.getEtag() != null
        ? "etag " + source.getEtag()
        : "modified at " + status.getModificationTime() + ", length " + status.getLen();
  }

  private static String text(PathHandle handle) {
    ByteBuffer bytes = handle.bytes();
    byte[] copied = new byte[bytes.remaining()];
    bytes.duplicate().get(copied);
    return HANDLE + Base64.getEncoder().encodeToString(copied);
  }

  /** What a message says of a file's identity. A handle is long, so it has a number instead. */
  static String shown(FileStamp file) {
    String identity = file.identity();
    return identity.startsWith(HANDLE)
        ? HANDLE + Integer.toHexString(identity.hashCode())
        : identity;
  }

  /**
   * A handle of the inode, which outlives changes of the file but for its replacement. Handles of
   * other file systems than HDFS may hold for any file of the path.
   */
  private static Optional<PathHandle> handle(FileSystem fs, FileStatus status) {
    if (!fs.getUri().getScheme().equals("hdfs")) {
      return Optional.empty();
    }
    try {
      return Optional.of(fs.getPathHandle(status, HandleOpt.path()));
    } catch (UnsupportedOperationException | IllegalArgumentException none) {
      return Optional.empty();
    }
  }

  /** The status that an executor opens the file by; null where that would gain nothing. */
  private static Serializable sent(FileStatus status) {
    if (!isOfS3a(status)) {
      return null;
    }
    return status instanceof LocatedFileStatus located ? withoutBlocks(located) : status;
  }

  /** Blocks on S3A are made up, and as large as the status itself. */
  private static FileStatus withoutBlocks(LocatedFileStatus status) {
    try {
      return (FileStatus) status.getClass().getMethod("toS3AFileStatus").invoke(status);
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      return status;
    }
  }

  private static boolean isOfS3a(FileStatus status) {
    return status.getClass().getName().startsWith(S3A_CLASSES);
  }

  /**
   * Whether the file system itself opens no other version of the file than the planned one. S3A
   * sends {@code If-Match} with each request ({@code ChangeTracker} of Hadoop 3.3.4 and later);
   * HDFS compares inodes.
   */
  static boolean areEnforced(FileSystem fs, FileStamp planned) {
    Serializable opens = OpenToken.opening(planned);
    if (opens instanceof PathHandle) {
      return true;
    }
    return opens instanceof FileStatus status
        && status instanceof EtagSource source
        && source.getEtag() != null
        && detectsChanges(fs);
  }

  private static boolean detectsChanges(FileSystem fs) {
    Configuration settings = fs.getConf();
    String source = settings.getTrimmed("fs.s3a.change.detection.source", "etag");
    String mode = settings.getTrimmed("fs.s3a.change.detection.mode", "server");
    boolean detects = source.equals("etag") && FAILING_MODES.contains(mode);
    if (!detects && LOGGED.add(fs.getUri().toString())) {
      StorageLog.warn(
          "%s: with fs.s3a.change.detection.source=%s and mode=%s a file that is replaced during a"
              + " query is noticed only when it is opened; leave these settings out",
          fs.getUri(), source, mode);
    }
    return detects;
  }

  /**
   * Checks that a path still has the planned file.
   *
   * @throws IOException if it has another one or none, or that cannot be known
   */
  static FileStatus check(FileSystem fs, FileStamp planned) throws IOException {
    FileStatus status = fs.getFileStatus(HadoopStorage.path(planned.location()));
    FileStamp now = stamp(fs, status, null);
    if (!planned.isSameFile(now)) {
      throw HadoopErrors.replaced(planned, now);
    }
    return status;
  }
}
