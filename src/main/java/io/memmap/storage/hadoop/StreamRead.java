package io.memmap.storage.hadoop;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;
import org.apache.hadoop.fs.FSDataInputStream;

/** How a read fills its buffer. Each way continues short reads. */
enum StreamRead {
  /** Positional reads of the buffer itself: HDFS, where they wait for nothing but their bytes. */
  POSITIONAL(true) {
    @Override
    int some(StreamUse use, ByteBuffer target, long position) throws IOException {
      return use.stream().read(position, target);
    }
  },

  /**
   * Positional reads through an array, each of them a request: ABFS, whose other reads are buffered
   * ({@code AbfsInputStream} of Hadoop 3.3.4).
   */
  POSITIONAL_ARRAYS(true) {
    @Override
    int some(StreamUse use, ByteBuffer target, long position) throws IOException {
      int length = Math.min(target.remaining(), REQUEST_BYTES);
      byte[] array = use.array(length);
      int read = use.stream().read(position, array, 0, length);
      target.put(array, 0, Math.max(0, read));
      return read;
    }
  },

  /**
   * One seek, then reads through an array. On S3A they are one request of exactly the bytes that
   * the buffer takes, since they are announced as what is read ahead. A positional read there would
   * hide the reason if it fails.
   */
  SEQUENTIAL(false) {
    @Override
    void begin(StreamUse use, ByteBuffer target, long position) throws IOException {
      announce(use.stream(), target.remaining());
      use.stream().seek(position);
    }

    @Override
    int some(StreamUse use, ByteBuffer target, long position) throws IOException {
      int length = Math.min(target.remaining(), ARRAY_BYTES);
      byte[] array = use.array(length);
      int read = use.stream().read(array, 0, length);
      if (read == 0) {
        int one = use.stream().read();
        array[0] = (byte) one;
        read = one < 0 ? -1 : 1;
      }
      target.put(array, 0, Math.max(0, read));
      return read;
    }

    /** Gives the connection back, of which all bytes have been read. */
    @Override
    void finish(StreamUse use) {
      if (use.stream().hasCapability("in:unbuffer")) {
        use.stream().unbuffer();
      }
    }
  };

  /** Of an array that bytes pass through, for buffers may be as large as windows. */
  static final int ARRAY_BYTES = 128 << 10;

  /** Of a request of ABFS, as {@code fs.azure.read.request.size} is by default. */
  private static final int REQUEST_BYTES = 4 << 20;

  private static final Set<String> ABFS = Set.of("abfs", "abfss");

  private final boolean shared;

  StreamRead(boolean shared) {
    this.shared = shared;
  }

  /** The best way to read a stream of a file system. */
  static StreamRead of(FSDataInputStream stream, String scheme) {
    if (stream.hasCapability("in:preadbytebuffer")) {
      return POSITIONAL;
    }
    return ABFS.contains(scheme) ? POSITIONAL_ARRAYS : SEQUENTIAL;
  }

  /** Whether one stream serves all threads. */
  boolean isShared() {
    return shared;
  }

  /**
   * Fills the buffer from its position to its limit.
   *
   * @throws EOFException if the stream ends before
   */
  void fill(StreamUse use, ByteBuffer target, long position) throws IOException {
    long at = position;
    begin(use, target, at);
    while (target.hasRemaining()) {
      use.check();
      int read = some(use, target, at);
      if (read <= 0) {
        throw new EOFException("found the end of the stream at " + at);
      }
      at += read;
    }
    finish(use);
  }

  void begin(StreamUse use, ByteBuffer target, long position) throws IOException {}

  /** Reads some bytes into the buffer; returns how many, or -1 at the end of the stream. */
  abstract int some(StreamUse use, ByteBuffer target, long position) throws IOException;

  void finish(StreamUse use) {}

  /**
   * Says how many bytes will be read from the next position on; 0 makes S3A end the connection when
   * the stream is closed, instead of reading what is left of the request.
   */
  static void announce(FSDataInputStream stream, long bytes) throws IOException {
    try {
      stream.setReadahead(bytes);
    } catch (UnsupportedOperationException readsAsItDoes) {
      return;
    }
  }
}
