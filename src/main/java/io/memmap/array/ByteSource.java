package io.memmap.array;

import java.io.IOException;
import java.util.Arrays;

/** Bytes of a file, read on demand. */
public interface ByteSource {

  /** Number of bytes. */
  long size();

  /**
   * Bytes {@code position} to {@code position + length}, which lie within {@link #size}.
   *
   * @throws IOException if they can't be read
   */
  byte[] read(long position, int length) throws IOException;

  /** Bytes in memory. */
  static ByteSource of(byte[] bytes) {
    return new ByteSource() {
      @Override
      public long size() {
        return bytes.length;
      }

      @Override
      public byte[] read(long position, int length) {
        return Arrays.copyOfRange(bytes, (int) position, (int) position + length);
      }
    };
  }

  /** A part of these bytes, such as a member of an archive. */
  default ByteSource part(ByteRange range) {
    ByteSource whole = this;
    return new ByteSource() {
      @Override
      public long size() {
        return range.length();
      }

      @Override
      public byte[] read(long position, int length) throws IOException {
        return whole.read(range.start() + position, length);
      }
    };
  }
}
