package io.memmap.bench;

import org.apache.spark.unsafe.Platform;

/** Loops that sum {@code 2 * x + 1} over floats in memory, without bounds checks. */
enum SumKernel implements JavaLoop.Loop {
  /** Adjacent floats, one accumulator: the usual loop. */
  ONE_ACCUMULATOR {
    @Override
    public double sum(long address, long stride, int count) {
      double sum = 0;
      for (int i = 0; i < count; i++) {
        sum += at(address, i) * 2.0 + 1.0;
      }
      return sum;
    }
  },

  /** Adjacent floats, eight accumulators: an addition does not wait for the one before it. */
  EIGHT_ACCUMULATORS {
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
        s0 += at(address, i) * 2.0 + 1.0;
        s1 += at(address, i + 1) * 2.0 + 1.0;
        s2 += at(address, i + 2) * 2.0 + 1.0;
        s3 += at(address, i + 3) * 2.0 + 1.0;
        s4 += at(address, i + 4) * 2.0 + 1.0;
        s5 += at(address, i + 5) * 2.0 + 1.0;
        s6 += at(address, i + 6) * 2.0 + 1.0;
        s7 += at(address, i + 7) * 2.0 + 1.0;
      }
      for (; i < count; i++) {
        s0 += at(address, i) * 2.0 + 1.0;
      }
      return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
    }
  },

  /** Floats that are {@code stride} bytes apart, one accumulator. */
  STRIDED {
    @Override
    public double sum(long address, long stride, int count) {
      double sum = 0;
      for (int i = 0; i < count; i++) {
        sum += Platform.getFloat(null, address + i * stride) * 2.0 + 1.0;
      }
      return sum;
    }
  };

  private static float at(long address, int index) {
    return Platform.getFloat(null, address + (long) index * Float.BYTES);
  }
}
