package io.memmap.storage.window;

import java.util.Objects;
import org.apache.spark.unsafe.Platform;

/** Bytes that Spark holds in memory, on the heap or off it: an object, or null, and an offset. */
public final class HeapMemory {
  private HeapMemory() {}

  /** Copies bytes into an array; the caller knows that all of them are there. */
  public static void copy(Object base, long offset, byte[] target, int at, int bytes) {
    Objects.checkFromIndexSize(at, bytes, target.length);
    Platform.copyMemory(base, offset, target, Platform.BYTE_ARRAY_OFFSET + (long) at, bytes);
  }

  /** The index in an array of bytes that an offset within this object stands for. */
  public static int index(long offset) {
    return Math.toIntExact(offset - Platform.BYTE_ARRAY_OFFSET);
  }

  /** Whether all bytes are zero; there are whole words of eight. */
  public static boolean isZero(Object base, long offset, int bytes) {
    for (int i = 0; i < bytes; i += Long.BYTES) {
      if (Platform.getLong(base, offset + i) != 0) {
        return false;
      }
    }
    return true;
  }
}
