package io.memmap.storage.hadoop;

import io.memmap.array.ByteSource;
import io.memmap.storage.file.FileErrors;
import io.memmap.storage.file.FileStamp;
import io.memmap.storage.file.SourceFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FutureDataInputStreamBuilder;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathHandle;

/** A file of a Hadoop file system, opened by one task. */
final class StreamFile implements SourceFile {
  private final FileStamp planned;
  private final FSDataInputStream stream;

  private StreamFile(FileStamp planned, FSDataInputStream stream) {
    this.planned = planned;
    this.stream = stream;
  }

  static StreamFile open(FileSystem fs, FileStamp planned, long end) throws IOException {
    if (planned.bytes() < end) {
      throw FileErrors.tooShort(planned.path(), end, planned.bytes());
    }
    if (planned.token() instanceof PathHandle handle) {
      return new StreamFile(planned, fs.open(handle));
    }
    FutureDataInputStreamBuilder builder = fs.openFile(new Path(planned.path()));
    if (planned.token() instanceof FileStatus status) {
      builder.withFileStatus(status);
    }
    try {
      return new StreamFile(planned, builder.build().get());
    } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public String path() {
    return planned.path();
  }

  @Override
  public void checkLength() {}

  @Override
  public ByteSource bytes() {
    return new StreamBytes(this);
  }

  long size() {
    return planned.bytes();
  }

  @Override
  public void readFully(ByteBuffer target, long position) throws IOException {
    byte[] bytes = new byte[target.remaining()];
    stream.readFully(position, bytes);
    target.put(bytes);
  }

  @Override
  public ByteBuffer map(long position, long length) {
    throw new UnsupportedOperationException(path() + " cannot be mapped");
  }

  @Override
  public void endReads() {}

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
