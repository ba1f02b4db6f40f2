package io.memmap.bench;

import io.memmap.array.ScalarKind;
import org.apache.spark.unsafe.Platform;

/** Sums as a programmer would write them, with eight accumulators and no bounds checks. */
enum PlainSum implements JavaLoop.Loop {
  FLOAT32 {
    @Override
    public double sum(long address, long stride, int count) {
      double s0 = 0;
      double s1 = 0;
      double s2 = 0;
      double s3 = 0;
      double s4 = 0;
      double s5 = 0;
      double s6 = 0;
      double s7 = 0;
      int i = 0;
      for (; i < count - 7; i += 8) {
        s0 += float32(address, i);
        s1 += float32(address, i + 1);
        s2 += float32(address, i + 2);
        s3 += float32(address, i + 3);
        s4 += float32(address, i + 4);
        s5 += float32(address, i + 5);
        s6 += float32(address, i + 6);
        s7 += float32(address, i + 7);
      }
      for (; i < count; i++) {
        s0 += float32(address, i);
      }
      return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
    }
  },

  FLOAT64 {
    @Override
    public double sum(long address, long stride, int count) {
      double s0 = 0;
      double s1 = 0;
      double s2 = 0;
      double s3 = 0;
      double s4 = 0;
      double s5 = 0;
      double s6 = 0;
      double s7 = 0;
      int i = 0;
      for (; i < count - 7; i += 8) {
        s0 += float64(address, i);
        s1 += float64(address, i + 1);
        s2 += float64(address, i + 2);
        s3 += float64(address, i + 3);
        s4 += float64(address, i + 4);
        s5 += float64(address, i + 5);
        s6 += float64(address, i + 6);
        s7 += float64(address, i + 7);
      }
      for (; i < count; i++) {
        s0 += float64(address, i);
      }
      return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
    }
  },

  /** float32 values that are {@code stride} bytes apart. */
  STRIDED {
    @Override
    public double sum(long address, long stride, int count) {
      double s0 = 0;
      double s1 = 0;
      double s2 = 0;
      double s3 = 0;
      int i = 0;
      for (; i < count - 3; i += 4) {
        s0 += Platform.getFloat(null, address + i * stride);
        s1 += Platform.getFloat(null, address + (i + 1) * stride);
        s2 += Platform.getFloat(null, address + (i + 2) * stride);
        s3 += Platform.getFloat(null, address + (i + 3) * stride);
      }
      for (; i < count; i++) {
        s0 += Platform.getFloat(null, address + i * stride);
      }
      return (s0 + s1) + (s2 + s3);
    }
  };

  /** The loop for the summed column of an array. */
  static PlainSum of(BenchArray array) {
    if (!array.isVector()) {
      return STRIDED;
    }
    return array.kind() == ScalarKind.FLOAT64 ? FLOAT64 : FLOAT32;
  }

  private static float float32(long address, int index) {
    return Platform.getFloat(null, address + (long) index * Float.BYTES);
  }

  private static double float64(long address, int index) {
    return Platform.getDouble(null, address + (long) index * Double.BYTES);
  }
}
