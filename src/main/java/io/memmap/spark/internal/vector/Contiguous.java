package io.memmap.spark.internal.vector;

import org.apache.spark.unsafe.Platform;

/** Copies contiguous values of memory into new arrays, for the bulk getters of vectors. */
final class Contiguous {
  private Contiguous() {}

  static byte[] bytes(long address, int count) {
    byte[] values = new byte[count];
    Platform.copyMemory(null, address, values, Platform.BYTE_ARRAY_OFFSET, count);
    return values;
  }

  static short[] shorts(long address, int count, boolean swapped) {
    short[] values = new short[count];
    long length = (long) count * Short.BYTES;
    Platform.copyMemory(null, address, values, Platform.SHORT_ARRAY_OFFSET, length);
    if (swapped) {
      for (int i = 0; i < count; i++) {
        values[i] = Short.reverseBytes(values[i]);
      }
    }
    return values;
  }

  static int[] ints(long address, int count, boolean swapped) {
    int[] values = new int[count];
    long length = (long) count * Integer.BYTES;
    Platform.copyMemory(null, address, values, Platform.INT_ARRAY_OFFSET, length);
    if (swapped) {
      for (int i = 0; i < count; i++) {
        values[i] = Integer.reverseBytes(values[i]);
      }
    }
    return values;
  }

  static long[] longs(long address, int count, boolean swapped) {
    long[] values = new long[count];
    long length = (long) count * Long.BYTES;
    Platform.copyMemory(null, address, values, Platform.LONG_ARRAY_OFFSET, length);
    if (swapped) {
      for (int i = 0; i < count; i++) {
        values[i] = Long.reverseBytes(values[i]);
      }
    }
    return values;
  }

  static float[] floats(long address, int count) {
    float[] values = new float[count];
    long length = (long) count * Float.BYTES;
    Platform.copyMemory(null, address, values, Platform.FLOAT_ARRAY_OFFSET, length);
    return values;
  }

  static double[] doubles(long address, int count) {
    double[] values = new double[count];
    long length = (long) count * Double.BYTES;
    Platform.copyMemory(null, address, values, Platform.DOUBLE_ARRAY_OFFSET, length);
    return values;
  }
}
