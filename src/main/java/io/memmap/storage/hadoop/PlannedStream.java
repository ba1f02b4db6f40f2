package io.memmap.storage.hadoop;

import io.memmap.storage.file.ArrayFileException;
import io.memmap.storage.file.FileErrors;
import io.memmap.storage.file.FileStamp;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.Serializable;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FutureDataInputStreamBuilder;
import org.apache.hadoop.fs.PathHandle;
import org.apache.hadoop.util.functional.FutureIO;

/** Opens streams of the file that was planned, and of no other. */
final class PlannedStream {
  private final FileSystem fs;
  private final FileStamp planned;
  private final long end;

  /**
   * @param end bytes of the file that the array needs
   */
  PlannedStream(FileSystem fs, FileStamp planned, long end) {
    this.fs = fs;
    this.planned = planned;
    this.end = end;
  }

  FileStamp planned() {
    return planned;
  }

  /** Opens one more stream. */
  FSDataInputStream open() throws IOException {
    try {
      FSDataInputStream stream = opened();
      boolean success = false;
      try {
        if (!Versions.areEnforced(fs, planned)) {
          Versions.check(fs, planned);
        }
        success = true;
        return stream;
      } finally {
        if (!success) {
          stream.close();
        }
      }
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /**
   * Options are given as strings, since Hadoop 3.3.4 has no constants for most of them; options of
   * other file systems are ignored. With {@code random}, S3A sends requests of exactly the bytes
   * that are asked for. Without {@code fs.azure.buffered.pread.disable}, streams of ABFS could
   * exchange their bytes (HADOOP-18521).
   */
  private FSDataInputStream opened() throws IOException {
    Serializable opens = OpenToken.opening(planned);
    if (opens instanceof PathHandle handle) {
      return fs.open(handle);
    }
    FutureDataInputStreamBuilder builder =
        fs.openFile(HadoopStorage.path(planned.location()))
            .opt("fs.option.openfile.read.policy", "random")
            .opt("fs.s3a.experimental.input.fadvise", "random")
            .opt("fs.s3a.readahead.range", String.valueOf(StreamRead.ARRAY_BYTES))
            .opt("fs.azure.buffered.pread.disable", "true");
    if (opens instanceof FileStatus status) {
      builder.withFileStatus(status);
    }
    return FutureIO.awaitFuture(builder.build());
  }

  /**
   * The error of a read that failed. Streams tell a replaced file in many ways, so unless the
   * reason is known to be another one, the file is compared with the planned one.
   */
  IOException failure(IOException reason) {
    if (reason instanceof ArrayFileException || isInterrupt(reason)) {
      return reason;
    }
    FailureKind kind = FailureKind.of(reason);
    return switch (kind) {
      case ARCHIVED, CREDENTIALS, DENIED, NO_STORE, TIMED_OUT, REFUSED ->
          HadoopErrors.failed(planned.location(), kind, reason);
      case REPLACED, MISSING, QUOTA, FULL, SAFE_MODE, OTHER -> afterALook(kind, reason);
    };
  }

  private IOException afterALook(FailureKind kind, IOException reason) {
    try {
      long found = Versions.check(fs, planned).getLen();
      if (found < end) {
        return FileErrors.tooShort(planned.path(), end, found);
      }
    } catch (FileNotFoundException gone) {
      return HadoopErrors.gone(planned, reason);
    } catch (ArrayFileException replaced) {
      replaced.addSuppressed(reason);
      return replaced;
    } catch (IOException notKnown) {
      reason.addSuppressed(notKnown);
    }
    return kind == FailureKind.REPLACED
        ? HadoopErrors.replaced(planned, reason)
        : HadoopErrors.failed(planned.location(), kind, reason);
  }

  /** Whether a thread was interrupted, which says nothing of the file. */
  private static boolean isInterrupt(IOException reason) {
    boolean timedOut = reason instanceof SocketTimeoutException;
    return (reason instanceof InterruptedIOException && !timedOut)
        || reason instanceof ClosedByInterruptException
        || Thread.currentThread().isInterrupted();
  }
}
