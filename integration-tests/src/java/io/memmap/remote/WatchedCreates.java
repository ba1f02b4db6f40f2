package io.memmap.remote;

import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.Path;

/** S3A, with something that happens when a file is made: for the setting {@code fs.s3a.impl}. */
public final class WatchedCreates extends FilterFileSystem {
  /** What happens once when a file of this path is made; null for nothing. */
  static volatile Runnable once;

  static volatile Path at;

  /** Hadoop calls this. */
  public WatchedCreates() throws ReflectiveOperationException {
    super(
        Class.forName("org.apache.hadoop.fs.s3a.S3AFileSystem")
            .asSubclass(FileSystem.class)
            .getDeclaredConstructor()
            .newInstance());
  }

  @Override
  public FSDataOutputStreamBuilder<?, ?> createFile(Path path) {
    Runnable action = once;
    if (action != null && path.equals(at)) {
      once = null;
      action.run();
    }
    return super.createFile(path);
  }
}
