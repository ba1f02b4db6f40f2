package io.memmap.spark.internal.write.encode;

import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;

/** Turns the byte order of elements that follow one another. */
final class ByteSwap {
  private ByteSwap() {}

  /** Turns {@code bytes} bytes from {@code at} on; elements have 2, 4 or 8 bytes. */
  static void elements(byte[] target, int at, int bytes, int itemsize) {
    ByteBuffer elements = ByteBuffer.wrap(target, at, bytes).slice();
    switch (itemsize) {
      case Short.BYTES -> shorts(elements.asShortBuffer());
      case Integer.BYTES -> ints(elements.asIntBuffer());
      default -> longs(elements.asLongBuffer());
    }
  }

  private static void shorts(ShortBuffer shorts) {
    for (int i = 0; i < shorts.limit(); i++) {
      shorts.put(i, Short.reverseBytes(shorts.get(i)));
    }
  }

  private static void ints(IntBuffer ints) {
    for (int i = 0; i < ints.limit(); i++) {
      ints.put(i, Integer.reverseBytes(ints.get(i)));
    }
  }

  private static void longs(LongBuffer longs) {
    for (int i = 0; i < longs.limit(); i++) {
      longs.put(i, Long.reverseBytes(longs.get(i)));
    }
  }
}
