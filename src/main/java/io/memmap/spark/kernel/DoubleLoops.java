package io.memmap.spark.kernel;

import java.lang.invoke.MethodHandles;

/**
 * The loops over floating-point numbers, copied by {@link KernelClass} for every load. Sums have
 * eight parts, so that no addition waits for the one before.
 */
final class DoubleLoops implements DoubleKernel {
  private static final DoubleLoad LOAD = KernelClass.load(MethodHandles.lookup(), DoubleLoad.class);
  private static final int STEP = KernelClass.step(MethodHandles.lookup());

  @Override
  public double sum(long address, long stride, int count) {
    long step = STEP == 0 ? stride : STEP;
    long a = address;
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    int i = 0;
    for (; i < count - 7; i += 8, a += 8 * step) {
      s0 += LOAD.at(a);
      s1 += LOAD.at(a + step);
      s2 += LOAD.at(a + 2 * step);
      s3 += LOAD.at(a + 3 * step);
      s4 += LOAD.at(a + 4 * step);
      s5 += LOAD.at(a + 5 * step);
      s6 += LOAD.at(a + 6 * step);
      s7 += LOAD.at(a + 7 * step);
    }
    for (; i < count; i++, a += step) {
      s0 += LOAD.at(a);
    }
    return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
  }

  @Override
  public double least(long address, long stride, int count) {
    long step = STEP == 0 ? stride : STEP;
    double found = Double.POSITIVE_INFINITY;
    long a = address;
    for (int i = 0; i < count; i++, a += step) {
      double value = LOAD.at(a);
      if (value < found) {
        found = value;
      }
    }
    return found;
  }

  @Override
  public double greatest(long address, long stride, int count) {
    long step = STEP == 0 ? stride : STEP;
    double found = Double.NEGATIVE_INFINITY;
    long a = address;
    for (int i = 0; i < count; i++, a += step) {
      double value = LOAD.at(a);
      if (!(value <= found)) {
        if (Double.isNaN(value)) {
          return value;
        }
        found = value;
      }
    }
    return found;
  }

  @Override
  public double first(double value, long address, long stride, int count) {
    long step = STEP == 0 ? stride : STEP;
    long a = address;
    double found = LOAD.at(a);
    for (int i = 1; i < count && found != value; i++) {
      a += step;
      found = LOAD.at(a);
    }
    return found;
  }

  @Override
  public boolean isNothingButNaN(long address, long stride, int count) {
    long step = STEP == 0 ? stride : STEP;
    long a = address;
    int i = 0;
    while (i < count && Double.isNaN(LOAD.at(a))) {
      i++;
      a += step;
    }
    return i == count;
  }
}
