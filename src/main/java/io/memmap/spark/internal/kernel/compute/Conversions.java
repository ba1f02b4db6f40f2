package io.memmap.spark.internal.kernel.compute;

/** Loops that convert numbers as Spark's casts do. */
final class Conversions {
  private Conversions() {}

  /** Converts to floats or doubles. */
  static void convert(Object from, Object into, int count) {
    if (into instanceof float[] floats) {
      toFloats(from, floats, count);
    } else {
      toDoubles(from, (double[]) into, count);
    }
  }

  private static void toFloats(Object from, float[] into, int count) {
    if (from instanceof long[] longs) {
      for (int i = 0; i < count; i++) {
        into[i] = (float) longs[i];
      }
    } else {
      double[] doubles = (double[]) from;
      for (int i = 0; i < count; i++) {
        into[i] = (float) doubles[i];
      }
    }
  }

  private static void toDoubles(Object from, double[] into, int count) {
    if (from instanceof long[] longs) {
      for (int i = 0; i < count; i++) {
        into[i] = (double) longs[i];
      }
    } else {
      float[] floats = (float[]) from;
      for (int i = 0; i < count; i++) {
        into[i] = floats[i];
      }
    }
  }
}
