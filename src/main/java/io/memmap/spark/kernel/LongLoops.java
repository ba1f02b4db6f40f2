package io.memmap.spark.kernel;

import java.lang.invoke.MethodHandles;

/**
 * The loops over integers, copied by {@link KernelClass} for every load. Sums have eight parts, so
 * that no addition waits for the one before.
 */
final class LongLoops implements LongKernel {
  private static final LongLoad LOAD = KernelClass.load(MethodHandles.lookup(), LongLoad.class);
  private static final int STEP = KernelClass.step(MethodHandles.lookup());

  @Override
  public long sum(long address, long stride, int count) {
    long step = STEP == 0 ? stride : STEP;
    long a = address;
    long s0 = 0;
    long s1 = 0;
    long s2 = 0;
    long s3 = 0;
    long s4 = 0;
    long s5 = 0;
    long s6 = 0;
    long s7 = 0;
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
  public long magnitude(long address, long stride, int count) {
    long step = STEP == 0 ? stride : STEP;
    long bits = 0;
    long a = address;
    for (int i = 0; i < count; i++, a += step) {
      long value = LOAD.at(a);
      bits |= value ^ (value >> 63);
    }
    return bits;
  }

  @Override
  public long least(long address, long stride, int count) {
    long step = STEP == 0 ? stride : STEP;
    long found = LOAD.at(address);
    long a = address;
    for (int i = 0; i < count; i++, a += step) {
      long value = LOAD.at(a);
      if (value < found) {
        found = value;
      }
    }
    return found;
  }

  @Override
  public long greatest(long address, long stride, int count) {
    long step = STEP == 0 ? stride : STEP;
    long found = LOAD.at(address);
    long a = address;
    for (int i = 0; i < count; i++, a += step) {
      long value = LOAD.at(a);
      if (value > found) {
        found = value;
      }
    }
    return found;
  }
}
