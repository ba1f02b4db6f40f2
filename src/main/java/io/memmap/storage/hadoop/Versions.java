package io.memmap.storage.hadoop;

import io.memmap.storage.file.FileKind;
import io.memmap.storage.file.FileStamp;
import io.memmap.storage.file.FileState;
import java.io.Serializable;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.EtagSource;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options.HandleOpt;
import org.apache.hadoop.fs.PathHandle;

/**
 * What tells a file from others that had or will have its path: its etag on object stores, its
 * inode on HDFS, length and time of modification elsewhere.
 */
final class Versions {
  private Versions() {}

  static FileState state(FileSystem fs, FileStatus status) {
    long modified = TimeUnit.MILLISECONDS.toNanos(status.getModificationTime());
    FileKind kind = status.isDirectory() ? FileKind.FOLDER : FileKind.FILE;
    return new FileState(stamp(fs, status), kind, modified, modified, System.currentTimeMillis());
  }

  private static FileStamp stamp(FileSystem fs, FileStatus status) {
    String path = status.getPath().toString();
    String machine = fs.getUri().toString();
    if (status.isDirectory()) {
      return new FileStamp(path, 0, "", machine, null);
    }
    if (status instanceof EtagSource source && source.getEtag() != null) {
      return new FileStamp(path, status.getLen(), source.getEtag(), machine, status);
    }
    String identity = status.getLen() + " bytes of " + status.getModificationTime();
    return new FileStamp(path, status.getLen(), identity, machine, handle(fs, status));
  }

  /** A handle of the inode, which outlives changes of the file but for its replacement. */
  private static Serializable handle(FileSystem fs, FileStatus status) {
    try {
      PathHandle handle = fs.getPathHandle(status, HandleOpt.path());
      return handle;
    } catch (UnsupportedOperationException | IllegalArgumentException none) {
      return null;
    }
  }
}
