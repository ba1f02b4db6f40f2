package io.memmap.storage.hadoop;

import io.memmap.array.ByteSource;
import io.memmap.storage.file.FileErrors;
import io.memmap.storage.file.FileStamp;
import io.memmap.storage.file.SourceFile;
import io.memmap.storage.file.StorageLog;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.hadoop.fs.FileSystem;

/** A file of a Hadoop file system, opened by one task. */
final class StreamFile implements SourceFile {
  private final PlannedStream source;
  private final OpenStreams streams;

  private StreamFile(PlannedStream source, OpenStreams streams) {
    this.source = source;
    this.streams = streams;
  }

  /**
   * Opens the file that was planned. S3A and others that need no request for that find at the first
   * read whether it is there.
   *
   * @param end bytes of the file that the array needs
   */
  static StreamFile open(FileSystem fs, FileStamp planned, long end) throws IOException {
    if (planned.bytes() < end) {
      throw FileErrors.tooShort(planned.path(), end, planned.bytes());
    }
    PlannedStream source = new PlannedStream(fs, planned, end);
    return new StreamFile(source, OpenStreams.open(source));
  }

  @Override
  public String path() {
    return source.planned().path();
  }

  /** Costs a request, so a read that finds the end of the file reports it. */
  @Override
  public void checkLength() {}

  @Override
  public ByteSource bytes() {
    return new StreamBytes(this);
  }

  long size() {
    return source.planned().bytes();
  }

  @Override
  public void readFully(ByteBuffer target, long position) throws IOException {
    StreamUse use = streams.begin();
    boolean success = false;
    IOException failure = null;
    try {
      streams.way().fill(use, target, position);
      success = true;
    } catch (IOException | RuntimeException e) { // some closed streams throw the latter
      failure = use.isEnded() ? ended(e) : source.failure(checked(e));
      throw failure;
    } finally {
      streams.end(use, success, failure);
    }
  }

  private IOException ended(Exception reason) {
    IOException ended = new InterruptedIOException("reads of file " + path() + " were ended");
    ended.addSuppressed(reason);
    return ended;
  }

  private static IOException checked(Exception reason) {
    if (reason instanceof IOException known) {
      return known;
    }
    return reason instanceof UncheckedIOException unchecked
        ? unchecked.getCause()
        : new IOException(reason.toString(), reason);
  }

  @Override
  public ByteBuffer map(long position, long length) {
    throw new UnsupportedOperationException(path() + " cannot be mapped");
  }

  @Override
  public void endReads() {
    try {
      streams.endReads();
    } catch (IOException e) { // nobody needs what these streams would have read
      StorageLog.warn(
          "file %s: a stream that is not needed any more cannot be closed (%s)",
          path(), e.getMessage());
    }
  }

  @Override
  public void close() throws IOException {
    streams.close();
  }
}
