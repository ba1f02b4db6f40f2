package io.memmap.spark.internal.kernel.lanes;

import java.util.Arrays;
import org.apache.spark.unsafe.Platform;

/**
 * Arrays of this thread that values are copied to before they are loaded into vectors: the Vector
 * API loads from arrays in the same way in each Java version, but not from memory off the heap. A
 * block stays in the first-level cache.
 */
public final class LaneBlock {
  /** Bytes of a block. Larger ones measured slower. */
  public static final int BYTES = 2048;

  private static final ThreadLocal<byte[]> OF_BYTES =
      ThreadLocal.withInitial(() -> new byte[BYTES]);
  private static final ThreadLocal<short[]> OF_SHORTS =
      ThreadLocal.withInitial(() -> new short[BYTES / Short.BYTES]);
  private static final ThreadLocal<int[]> OF_INTS =
      ThreadLocal.withInitial(() -> new int[BYTES / Integer.BYTES]);
  private static final ThreadLocal<float[]> OF_FLOATS =
      ThreadLocal.withInitial(() -> new float[BYTES / Float.BYTES]);

  /** Number {@code i} has bit {@code i} only, so that a mask of 32 values becomes an int. */
  static final int[] PLACES = new int[Integer.SIZE];

  static {
    Arrays.setAll(PLACES, i -> 1 << i);
  }

  private LaneBlock() {}

  static byte[] bytes(long address, int length) {
    byte[] block = OF_BYTES.get();
    Platform.copyMemory(null, address, block, Platform.BYTE_ARRAY_OFFSET, length);
    return block;
  }

  static short[] shorts(long address, int length) {
    short[] block = OF_SHORTS.get();
    Platform.copyMemory(
        null, address, block, Platform.SHORT_ARRAY_OFFSET, (long) length * Short.BYTES);
    return block;
  }

  static int[] ints(long address, int length) {
    int[] block = OF_INTS.get();
    Platform.copyMemory(
        null, address, block, Platform.INT_ARRAY_OFFSET, (long) length * Integer.BYTES);
    return block;
  }

  /** 64 bits of two times 32 bits. */
  static long word(int low, int high) {
    return (long) high << Integer.SIZE | Integer.toUnsignedLong(low);
  }

  /** Not filled. */
  static float[] floats() {
    return OF_FLOATS.get();
  }

  static float[] floats(long address, int length) {
    float[] block = floats();
    Platform.copyMemory(
        null, address, block, Platform.FLOAT_ARRAY_OFFSET, (long) length * Float.BYTES);
    return block;
  }
}
