package io.memmap.storage.hadoop.write;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.StreamCapabilities;

/**
 * A stream that makes a file. It is closed only when all bytes have been written, since the close
 * publishes what was written on stores such as S3; else it is aborted.
 */
final class NewStream {
  /** Of the array that bytes off the heap pass through. */
  private static final int ARRAY_BYTES = 64 << 10;

  private final FSDataOutputStream stream;
  private final boolean publishesAtClose;
  private boolean ended;
  private byte[] array;

  /**
   * @param publishesAtClose whether a close makes the file visible
   */
  NewStream(FSDataOutputStream stream, boolean publishesAtClose) {
    this.stream = stream;
    this.publishesAtClose = publishesAtClose;
  }

  /** Appends the bytes from the buffer's position to its limit. */
  void write(ByteBuffer bytes) throws IOException {
    if (bytes.hasArray()) {
      stream.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
      bytes.position(bytes.limit());
      return;
    }
    if (array == null) {
      array = new byte[ARRAY_BYTES];
    }
    while (bytes.hasRemaining()) {
      int length = Math.min(bytes.remaining(), array.length);
      bytes.get(array, 0, length);
      stream.write(array, 0, length);
    }
  }

  /**
   * Closes the stream. If that fails, the file may be there.
   *
   * @param sync whether the bytes are forced to disks, where that is more than to close
   */
  void complete(boolean sync) throws IOException {
    if (sync && stream.hasCapability(StreamCapabilities.HSYNC)) {
      stream.hsync();
    }
    ended = true;
    try {
      stream.close();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Ends the stream without publishing. Does nothing after {@link #complete}. */
  void abandon() {
    if (ended) {
      return;
    }
    ended = true;
    try {
      if (stream.hasCapability("fs.capability.outputstream.abortable")) {
        stream.abort();
      } else if (!publishesAtClose) {
        stream.close();
      }
    } catch (IOException | RuntimeException alreadyBroken) {
      // closing a broken stream fails again with the error that was thrown before
    }
  }
}
