package io.memmap.spark.kernel;

import java.lang.invoke.MethodHandles;

/**
 * The loops over integers, copied by {@link KernelClass} for every load. Sums have four parts, so
 * that no addition waits for the one before; more of them, and addresses that are counted up, were
 * slower over strides.
 */
final class LongLoops implements LongKernel {
  private static final LongLoad LOAD = KernelClass.load(MethodHandles.lookup(), LongLoad.class);
  private static final int STEP = KernelClass.step(MethodHandles.lookup());

  @Override
  public long sum(long address, long stride, int count) {
    long step = STEP == 0 ? stride : STEP;
    long s0 = 0;
    long s1 = 0;
    long s2 = 0;
    long s3 = 0;
    int i = 0;
    for (; i < count - 3; i += 4) {
      s0 += LOAD.at(address + i * step);
      s1 += LOAD.at(address + (i + 1) * step);
      s2 += LOAD.at(address + (i + 2) * step);
      s3 += LOAD.at(address + (i + 3) * step);
    }
    for (; i < count; i++) {
      s0 += LOAD.at(address + i * step);
    }
    return (s0 + s1) + (s2 + s3);
  }

  @Override
  public long magnitude(long address, long stride, int count) {
    long step = STEP == 0 ? stride : STEP;
    long bits = 0;
    for (int i = 0; i < count; i++) {
      long value = LOAD.at(address + i * step);
      bits |= value ^ (value >> 63);
    }
    return bits;
  }

  @Override
  public long least(long address, long stride, int count) {
    long step = STEP == 0 ? stride : STEP;
    long found = LOAD.at(address);
    for (int i = 0; i < count; i++) {
      long value = LOAD.at(address + i * step);
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
    for (int i = 0; i < count; i++) {
      long value = LOAD.at(address + i * step);
      if (value > found) {
        found = value;
      }
    }
    return found;
  }
}
