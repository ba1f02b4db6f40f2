package io.memmap.spark.internal.write.encode;

import io.memmap.array.Endian;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;

/** Stores numbers in a byte array, in the byte order of a dtype. */
final class ElementBytes {
  private static final VarHandle SHORTS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final boolean big;

  ElementBytes(Endian endian) {
    this.big = endian == Endian.BIG;
  }

  void putShort(byte[] target, int at, short value) {
    SHORTS.set(target, at, big ? Short.reverseBytes(value) : value);
  }

  void putInt(byte[] target, int at, int value) {
    INTS.set(target, at, big ? Integer.reverseBytes(value) : value);
  }

  /** Two numbers, one after the other. */
  void putInts(byte[] target, int at, int first, int second) {
    long low = big ? Integer.reverseBytes(first) : first;
    long high = big ? Integer.reverseBytes(second) : second;
    LONGS.set(target, at, (low & 0xFFFF_FFFFL) | (high << Integer.SIZE));
  }

  void putLong(byte[] target, int at, long value) {
    LONGS.set(target, at, big ? Long.reverseBytes(value) : value);
  }

  /** The lowest {@code itemsize} bytes of a two's complement number. */
  void putInteger(byte[] target, int at, long value, int itemsize) {
    switch (itemsize) {
      case 1 -> target[at] = (byte) value;
      case 2 -> putShort(target, at, (short) value);
      case 4 -> putInt(target, at, (int) value);
      default -> putLong(target, at, value);
    }
  }

  /**
   * Reverses the bytes of each of several contiguous elements.
   *
   * @param bytes of all elements
   * @param itemsize 2, 4 or 8
   */
  static void swap(byte[] target, int at, int bytes, int itemsize) {
    ByteBuffer elements = ByteBuffer.wrap(target, at, bytes).slice();
    switch (itemsize) {
      case Short.BYTES -> swap(elements.asShortBuffer());
      case Integer.BYTES -> swap(elements.asIntBuffer());
      default -> swap(elements.asLongBuffer());
    }
  }

  private static void swap(ShortBuffer shorts) {
    for (int i = 0; i < shorts.limit(); i++) {
      shorts.put(i, Short.reverseBytes(shorts.get(i)));
    }
  }

  private static void swap(IntBuffer ints) {
    for (int i = 0; i < ints.limit(); i++) {
      ints.put(i, Integer.reverseBytes(ints.get(i)));
    }
  }

  private static void swap(LongBuffer longs) {
    for (int i = 0; i < longs.limit(); i++) {
      longs.put(i, Long.reverseBytes(longs.get(i)));
    }
  }
}
