package io.memmap.spark.internal.vector;

import org.apache.spark.unsafe.Platform;

/** Copies some of the values that one stride connects to where another stride connects them. */
final class RowCopies {
  /** Shorter values are copied by loads and stores, since a call takes longer. */
  private static final int LONG_VALUE = 256;

  private RowCopies() {}

  /**
   * Copies the values at some positions.
   *
   * @param from address of the value at position {@code base}
   * @param positions in ascending order
   * @param first index of the first position
   * @param end index after the last position
   * @param to where the value at the first position goes
   */
  static void copy(
      long from,
      long stride,
      int[] positions,
      int first,
      int end,
      int base,
      long to,
      long step,
      int width) {
    long start = from - base * stride;
    switch (width) {
      case Byte.BYTES -> copyBytes(start, stride, positions, first, end, to, step);
      case Short.BYTES -> copyShorts(start, stride, positions, first, end, to, step);
      case Integer.BYTES -> copyInts(start, stride, positions, first, end, to, step);
      case Long.BYTES -> copyLongs(start, stride, positions, first, end, to, step);
      default -> {
        for (int i = first; i < end; i++) {
          copyValue(start + positions[i] * stride, to + (i - first) * step, width);
        }
      }
    }
  }

  private static void copyBytes(
      long start, long stride, int[] positions, int first, int end, long to, long step) {
    for (int i = first; i < end; i++) {
      byte value = Platform.getByte(null, start + positions[i] * stride);
      Platform.putByte(null, to + (i - first) * step, value);
    }
  }

  private static void copyShorts(
      long start, long stride, int[] positions, int first, int end, long to, long step) {
    for (int i = first; i < end; i++) {
      short value = Platform.getShort(null, start + positions[i] * stride);
      Platform.putShort(null, to + (i - first) * step, value);
    }
  }

  private static void copyInts(
      long start, long stride, int[] positions, int first, int end, long to, long step) {
    for (int i = first; i < end; i++) {
      int value = Platform.getInt(null, start + positions[i] * stride);
      Platform.putInt(null, to + (i - first) * step, value);
    }
  }

  private static void copyLongs(
      long start, long stride, int[] positions, int first, int end, long to, long step) {
    for (int i = first; i < end; i++) {
      long value = Platform.getLong(null, start + positions[i] * stride);
      Platform.putLong(null, to + (i - first) * step, value);
    }
  }

  private static void copyValue(long from, long to, int width) {
    if (width >= LONG_VALUE) {
      Platform.copyMemory(null, from, null, to, width);
      return;
    }
    int i = 0;
    for (; i + Long.BYTES <= width; i += Long.BYTES) {
      Platform.putLong(null, to + i, Platform.getLong(null, from + i));
    }
    if ((width & Integer.BYTES) != 0) {
      Platform.putInt(null, to + i, Platform.getInt(null, from + i));
      i += Integer.BYTES;
    }
    if ((width & Short.BYTES) != 0) {
      Platform.putShort(null, to + i, Platform.getShort(null, from + i));
      i += Short.BYTES;
    }
    if ((width & Byte.BYTES) != 0) {
      Platform.putByte(null, to + i, Platform.getByte(null, from + i));
    }
  }
}
