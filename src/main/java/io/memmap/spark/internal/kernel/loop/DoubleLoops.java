package io.memmap.spark.internal.kernel.loop;

import io.memmap.spark.internal.kernel.lanes.DoubleSummary;
import io.memmap.spark.internal.kernel.load.DoubleLoad;
import io.memmap.spark.internal.kernel.load.KernelClass;
import java.lang.invoke.MethodHandles;

/**
 * The loops over floating-point numbers, copied by {@link KernelClass} for every load. Sums run
 * over four quarters side by side: no addition waits for the one before, and the processor
 * prefetches at four places, which measured a third faster than four neighbouring numbers at a
 * time. Eight parts were not faster, and slower for short runs.
 */
final class DoubleLoops implements DoubleKernel {
  private static final DoubleLoad LOAD = KernelClass.load(MethodHandles.lookup(), DoubleLoad.class);
  private static final int STEP = KernelClass.step(MethodHandles.lookup());

  @Override
  public double sum(long address, long stride, int count) {
    long step = STEP == KernelClass.ANY_STRIDE ? stride : STEP;
    int quarter = count / 4;
    long second = address + quarter * step;
    long third = second + quarter * step;
    long fourth = third + quarter * step;
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    for (int i = 0; i < quarter; i++) {
      s0 += LOAD.at(address + i * step);
      s1 += LOAD.at(second + i * step);
      s2 += LOAD.at(third + i * step);
      s3 += LOAD.at(fourth + i * step);
    }
    for (int i = 4 * quarter; i < count; i++) {
      s0 += LOAD.at(address + i * step);
    }
    return (s0 + s1) + (s2 + s3);
  }

  @Override
  public double least(long address, long stride, int count) {
    long step = STEP == KernelClass.ANY_STRIDE ? stride : STEP;
    double found = Double.POSITIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      double value = LOAD.at(address + i * step);
      if (value < found) {
        found = value;
      }
    }
    return found;
  }

  @Override
  public double greatest(long address, long stride, int count) {
    long step = STEP == KernelClass.ANY_STRIDE ? stride : STEP;
    double found = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      double value = LOAD.at(address + i * step);
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
    long step = STEP == KernelClass.ANY_STRIDE ? stride : STEP;
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
    long step = STEP == KernelClass.ANY_STRIDE ? stride : STEP;
    long a = address;
    int i = 0;
    while (i < count && Double.isNaN(LOAD.at(a))) {
      i++;
      a += step;
    }
    return i == count;
  }

  @Override
  public void summarize(long address, long stride, int count, DoubleSummary into) {
    long step = STEP == KernelClass.ANY_STRIDE ? stride : STEP;
    int quarter = count / 4;
    long second = address + quarter * step;
    long third = second + quarter * step;
    long fourth = third + quarter * step;
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < quarter; i++) {
      double v0 = LOAD.at(address + i * step);
      double v1 = LOAD.at(second + i * step);
      double v2 = LOAD.at(third + i * step);
      double v3 = LOAD.at(fourth + i * step);
      s0 += v0;
      s1 += v1;
      s2 += v2;
      s3 += v3;
      least = lesser(v3, lesser(v2, lesser(v1, lesser(v0, least))));
      greatest = greater(v3, greater(v2, greater(v1, greater(v0, greatest))));
    }
    for (int i = 4 * quarter; i < count; i++) {
      double value = LOAD.at(address + i * step);
      s0 += value;
      least = lesser(value, least);
      greatest = greater(value, greatest);
    }
    into.add((s0 + s1) + (s2 + s3), least, greatest);
  }

  /** Unless the value is NaN. */
  private static double lesser(double value, double found) {
    return value < found ? value : found;
  }

  /** Unless the value is NaN. */
  private static double greater(double value, double found) {
    return value > found ? value : found;
  }
}
