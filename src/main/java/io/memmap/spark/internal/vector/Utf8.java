package io.memmap.spark.internal.vector;

import org.apache.spark.unsafe.Platform;

/** UTF-8 in memory. Source of the rules: table 3-7 of the Unicode standard. */
final class Utf8 {
  private static final long NOT_ASCII = 0x8080_8080_8080_8080L;

  private Utf8() {}

  /** Number of bytes before the first malformed sequence; all of them if there is none. */
  static int validLength(long start, int length) {
    int at = 0;
    while (at < length) {
      if (length - at >= Long.BYTES && (Platform.getLong(null, start + at) & NOT_ASCII) == 0) {
        at += Long.BYTES;
        continue;
      }
      int bytes = sequence(start + at, length - at);
      if (bytes == 0) {
        return at;
      }
      at += bytes;
    }
    return length;
  }

  /** Bytes of the sequence at the start, or 0 if it is malformed. */
  private static int sequence(long start, int available) {
    int first = at(start, 0);
    if (first < 0x80) {
      return 1;
    }
    int bytes = first >= 0xc2 && first < 0xe0 ? 2 : first >= 0xe0 && first < 0xf0 ? 3 : 4;
    if (first < 0xc2 || first > 0xf4 || bytes > available) {
      return 0;
    }
    int least = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
    int most = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
    boolean valid = at(start, 1) >= least && at(start, 1) <= most;
    for (int i = 2; i < bytes; i++) {
      valid &= (at(start, i) & 0xc0) == 0x80;
    }
    return valid ? bytes : 0;
  }

  private static int at(long start, int i) {
    return Platform.getByte(null, start + i) & 0xff;
  }

  /** Bytes of a scalar value in UTF-8. */
  static int width(int point) {
    return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }

  /** Writes a scalar value, and returns the position after it. */
  static int put(int point, byte[] target, int at) {
    int next = at;
    if (point < 0x80) {
      target[next++] = (byte) point;
    } else if (point < 0x800) {
      target[next++] = (byte) (0xc0 | point >> 6);
      target[next++] = tail(point);
    } else if (point < 0x10000) {
      target[next++] = (byte) (0xe0 | point >> 12);
      target[next++] = tail(point >> 6);
      target[next++] = tail(point);
    } else {
      target[next++] = (byte) (0xf0 | point >> 18);
      target[next++] = tail(point >> 12);
      target[next++] = tail(point >> 6);
      target[next++] = tail(point);
    }
    return next;
  }

  private static byte tail(int bits) {
    return (byte) (0x80 | (bits & 0x3f));
  }
}
