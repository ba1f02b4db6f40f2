package io.memmap.storage.hadoop;

import java.io.InterruptedIOException;
import org.apache.hadoop.fs.FSDataInputStream;

/** A read in progress: its thread, and the stream and array that it uses. */
final class StreamUse {
  private final Thread reader = Thread.currentThread();
  private volatile FSDataInputStream stream;
  private volatile boolean ended;
  private byte[] array;

  StreamUse(FSDataInputStream stream, byte[] array) {
    this.stream = stream;
    this.array = array;
  }

  /** Null until it has been opened. */
  FSDataInputStream stream() {
    return stream;
  }

  void opened(FSDataInputStream fresh) {
    stream = fresh;
  }

  /** An array of at least this length, the same as before if it is long enough. */
  byte[] array(int length) {
    if (array == null || array.length < length) {
      array = new byte[length];
    }
    return array;
  }

  /** The array for later reads, or null. */
  byte[] array() {
    return array;
  }

  /** Makes the read fail soon: between two arrays, or by an interrupt. */
  void end() {
    ended = true;
    reader.interrupt();
  }

  boolean isEnded() {
    return ended;
  }

  void check() throws InterruptedIOException {
    if (ended) {
      throw new InterruptedIOException("the read was ended");
    }
  }
}
