package io.memmap.spark.internal.vector;

import org.apache.spark.unsafe.Platform;

/** Byte strings of fixed width in memory, padded with NULs. */
final class PaddedBytes {
  private PaddedBytes() {}

  /** Number of bytes without trailing NULs. */
  static int length(long start, int width) {
    int length = width;
    while (length > 0 && Platform.getByte(null, start + length - 1) == 0) {
      length--;
    }
    return length;
  }

  static byte[] copy(long start, int length) {
    byte[] bytes = new byte[length];
    Platform.copyMemory(null, start, bytes, Platform.BYTE_ARRAY_OFFSET, length);
    return bytes;
  }
}
