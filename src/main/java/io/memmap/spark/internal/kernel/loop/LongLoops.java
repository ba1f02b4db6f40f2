package io.memmap.spark.internal.kernel.loop;

import io.memmap.spark.internal.kernel.lanes.LongSummary;
import io.memmap.spark.internal.kernel.load.KernelClass;
import io.memmap.spark.internal.kernel.load.LongLoad;
import java.lang.invoke.MethodHandles;

/**
 * The loops over integers, copied by {@link KernelClass} for every load. Sums run over four
 * quarters side by side, as those of {@link DoubleLoops} do, or over several adjacent integers at a
 * time ({@link PackedSums}).
 */
final class LongLoops implements LongKernel {
  private static final LongLoad LOAD = KernelClass.load(MethodHandles.lookup(), LongLoad.class);
  private static final int STEP = KernelClass.step(MethodHandles.lookup());
  private static final boolean SIGNED = LOAD == LongLoad.INT16 || LOAD == LongLoad.SWAPPED_INT16;
  private static final boolean SWAPPED =
      LOAD == LongLoad.SWAPPED_INT16 || LOAD == LongLoad.SWAPPED_UINT16;

  @Override
  public long sum(long address, long stride, int count) {
    if (STEP == Byte.BYTES && (LOAD == LongLoad.INT8 || LOAD == LongLoad.UINT8)) {
      int words = count / Long.BYTES;
      long sum = PackedSums.ofBytes(address, words, LOAD == LongLoad.INT8);
      return sum + rest(address, words * Long.BYTES, count);
    } else if (STEP == Short.BYTES) {
      int words = count / (Long.BYTES / Short.BYTES);
      long sum = PackedSums.ofShorts(address, words, SIGNED, SWAPPED);
      return sum + rest(address, words * (Long.BYTES / Short.BYTES), count);
    }
    return sumOfQuarters(address, stride, count);
  }

  private static long rest(long address, int from, int count) {
    long sum = 0;
    for (int i = from; i < count; i++) {
      sum += LOAD.at(address + (long) i * STEP);
    }
    return sum;
  }

  private static long sumOfQuarters(long address, long stride, int count) {
    long step = STEP == KernelClass.ANY_STRIDE ? stride : STEP;
    int quarter = count / 4;
    long second = address + quarter * step;
    long third = second + quarter * step;
    long fourth = third + quarter * step;
    long s0 = 0;
    long s1 = 0;
    long s2 = 0;
    long s3 = 0;
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
  public long magnitude(long address, long stride, int count) {
    long step = STEP == KernelClass.ANY_STRIDE ? stride : STEP;
    long bits = 0;
    for (int i = 0; i < count; i++) {
      long value = LOAD.at(address + i * step);
      bits |= value ^ (value >> 63);
    }
    return bits;
  }

  @Override
  public long least(long address, long stride, int count) {
    long step = STEP == KernelClass.ANY_STRIDE ? stride : STEP;
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
    long step = STEP == KernelClass.ANY_STRIDE ? stride : STEP;
    long found = LOAD.at(address);
    for (int i = 0; i < count; i++) {
      long value = LOAD.at(address + i * step);
      if (value > found) {
        found = value;
      }
    }
    return found;
  }

  @Override
  public void summarize(long address, long stride, int count, LongSummary into) {
    long step = STEP == KernelClass.ANY_STRIDE ? stride : STEP;
    int quarter = count / 4;
    long second = address + quarter * step;
    long third = second + quarter * step;
    long fourth = third + quarter * step;
    long sum = 0;
    long least = Long.MAX_VALUE;
    long greatest = Long.MIN_VALUE;
    for (int i = 0; i < quarter; i++) {
      long v0 = LOAD.at(address + i * step);
      long v1 = LOAD.at(second + i * step);
      long v2 = LOAD.at(third + i * step);
      long v3 = LOAD.at(fourth + i * step);
      sum += (v0 + v1) + (v2 + v3);
      least = lesser(v3, lesser(v2, lesser(v1, lesser(v0, least))));
      greatest = greater(v3, greater(v2, greater(v1, greater(v0, greatest))));
    }
    for (int i = 4 * quarter; i < count; i++) {
      long value = LOAD.at(address + i * step);
      sum += value;
      least = lesser(value, least);
      greatest = greater(value, greatest);
    }
    into.add(sum, least, greatest);
  }

  /**
   * The processor predicts that few values are less than all before; a comparison of two values, or
   * {@link Math#min(long, long)}, measured several times slower.
   */
  private static long lesser(long value, long found) {
    return value < found ? value : found;
  }

  private static long greater(long value, long found) {
    return value > found ? value : found;
  }
}
