package io.memmap.spark.internal.kernel.lanes;

import static jdk.incubator.vector.VectorOperators.ADD;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.MAX;
import static jdk.incubator.vector.VectorOperators.MIN;
import static jdk.incubator.vector.VectorOperators.OR;
import static jdk.incubator.vector.VectorOperators.XOR;

import io.memmap.spark.internal.kernel.load.KernelClass;
import io.memmap.spark.internal.kernel.load.LongLoad;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops over 32-bit integers by vectors, copied by {@link KernelClass} for every load. Values
 * of the wrong signedness are shifted, as in {@link ByteLanes}.
 */
final class IntLanes implements LongBlocks {
  private static final LongLoad LOAD = KernelClass.load(MethodHandles.lookup(), LongLoad.class);
  private static final boolean SWAPPED =
      LOAD == LongLoad.SWAPPED_INT32 || LOAD == LongLoad.SWAPPED_UINT32;
  private static final boolean SIGNED = LOAD == LongLoad.INT32 || LOAD == LongLoad.SWAPPED_INT32;
  private static final VectorSpecies<Integer> INTS = PreferredLanes.INTS;
  private static final VectorSpecies<Long> LONGS = PreferredLanes.LONGS;
  private static final long SHIFT = 1L << 31;

  @Override
  public int step() {
    return 2 * INTS.length();
  }

  @Override
  public long sum(long address, int length) {
    long sum = sum(block(address, length), length);
    return SIGNED ? sum - SHIFT * length : sum;
  }

  private static long sum(int[] block, int length) {
    int lanes = INTS.length();
    LongVector s0 = LongVector.zero(LONGS);
    LongVector s1 = LongVector.zero(LONGS);
    LongVector s2 = LongVector.zero(LONGS);
    LongVector s3 = LongVector.zero(LONGS);
    for (int i = 0; i < length; i += 2 * lanes) {
      LongVector v0 = values(block, i, SIGNED).reinterpretAsLongs();
      LongVector v1 = values(block, i + lanes, SIGNED).reinterpretAsLongs();
      s0 = s0.add(v0.and(0xffff_ffffL));
      s1 = s1.add(v0.lanewise(LSHR, 32));
      s2 = s2.add(v1.and(0xffff_ffffL));
      s3 = s3.add(v1.lanewise(LSHR, 32));
    }
    return s0.add(s1).add(s2.add(s3)).reduceLanes(ADD);
  }

  @Override
  public long least(long address, int length) {
    int found = least(block(address, length), length);
    return SIGNED ? found : found + SHIFT;
  }

  private static int least(int[] block, int length) {
    int lanes = INTS.length();
    IntVector f0 = values(block, 0, !SIGNED);
    IntVector f1 = values(block, lanes, !SIGNED);
    for (int i = 2 * lanes; i < length; i += 2 * lanes) {
      f0 = f0.min(values(block, i, !SIGNED));
      f1 = f1.min(values(block, i + lanes, !SIGNED));
    }
    return f0.min(f1).reduceLanes(MIN);
  }

  @Override
  public long greatest(long address, int length) {
    int found = greatest(block(address, length), length);
    return SIGNED ? found : found + SHIFT;
  }

  private static int greatest(int[] block, int length) {
    int lanes = INTS.length();
    IntVector f0 = values(block, 0, !SIGNED);
    IntVector f1 = values(block, lanes, !SIGNED);
    for (int i = 2 * lanes; i < length; i += 2 * lanes) {
      f0 = f0.max(values(block, i, !SIGNED));
      f1 = f1.max(values(block, i + lanes, !SIGNED));
    }
    return f0.max(f1).reduceLanes(MAX);
  }

  @Override
  public void summarize(long address, int length, LongSummary into) {
    summarize(block(address, length), length, into);
  }

  private static void summarize(int[] block, int length, LongSummary into) {
    LongVector s0 = LongVector.zero(LONGS);
    LongVector s1 = LongVector.zero(LONGS);
    IntVector least = values(block, 0, !SIGNED);
    IntVector greatest = least;
    for (int i = 0; i < length; i += INTS.length()) {
      IntVector stored = values(block, i, false);
      IntVector shifted = stored.lanewise(XOR, (int) SHIFT);
      LongVector pairs = (SIGNED ? shifted : stored).reinterpretAsLongs();
      s0 = s0.add(pairs.and(0xffff_ffffL));
      s1 = s1.add(pairs.lanewise(LSHR, 32));
      least = least.min(SIGNED ? stored : shifted);
      greatest = greatest.max(SIGNED ? stored : shifted);
    }
    long sum = s0.add(s1).reduceLanes(ADD);
    long offset = SIGNED ? 0 : SHIFT;
    into.add(
        SIGNED ? sum - SHIFT * length : sum,
        least.reduceLanes(MIN) + offset,
        greatest.reduceLanes(MAX) + offset);
  }

  @Override
  public void within(long address, int length, long least, long most, long[] words, int at) {
    int[] block = block(address, length);
    int shift = Integer.MIN_VALUE - (int) least; // moves the range down to the least int
    int last = (int) most + shift;
    for (int i = 0; i < length; i += Long.SIZE) {
      int low = within(block, i, shift, last);
      int high = within(block, i + Integer.SIZE, shift, last);
      words[at + i / Long.SIZE] |= LaneBlock.word(low, high);
    }
  }

  /** A bit for each of 32 integers. */
  private static int within(int[] block, int first, int shift, int last) {
    IntVector none = IntVector.zero(INTS);
    IntVector bits = none;
    for (int i = 0; i < Integer.SIZE; i += INTS.length()) {
      IntVector places = IntVector.fromArray(INTS, LaneBlock.PLACES, i);
      IntVector values = IntVector.fromArray(INTS, block, first + i);
      bits = bits.or(none.blend(places, values.add(shift).compare(LE, last)));
    }
    return bits.reduceLanes(OR);
  }

  private static int[] block(long address, int length) {
    int[] block = LaneBlock.ints(address, length);
    if (SWAPPED) {
      SwappedLanes.swap(block, length);
    }
    return block;
  }

  private static IntVector values(int[] block, int i, boolean shifted) {
    IntVector values = IntVector.fromArray(INTS, block, i);
    return shifted ? values.lanewise(XOR, (int) SHIFT) : values;
  }
}
