package io.memmap.storage.window;

import java.util.Objects;
import org.apache.spark.unsafe.Platform;

/**
 * Bytes in Spark's memory, as Spark's {@link Platform} addresses them: by an object and an offset
 * on the heap, by null and an address off it.
 */
public final class HeapMemory {
  private HeapMemory() {}

  /**
   * Copies bytes into an array. The caller has checked that the source has at least {@code bytes}
   * bytes.
   */
  public static void copy(Object base, long offset, byte[] target, int at, int bytes) {
    Objects.checkFromIndexSize(at, bytes, target.length);
    Platform.copyMemory(base, offset, target, Platform.BYTE_ARRAY_OFFSET + (long) at, bytes);
  }

  /** The index in a byte array that an offset within the array means. */
  public static int index(long offset) {
    return Math.toIntExact(offset - Platform.BYTE_ARRAY_OFFSET);
  }

  /** Whether all bytes are zero. Their number is a multiple of 8. */
  public static boolean isZero(Object base, long offset, int bytes) {
    for (int i = 0; i < bytes; i += Long.BYTES) {
      if (Platform.getLong(base, offset + i) != 0) {
        return false;
      }
    }
    return true;
  }
}
