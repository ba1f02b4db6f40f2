package io.memmap.spark.internal.kernel.lanes;

import static jdk.incubator.vector.VectorOperators.ADD;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.MAX;
import static jdk.incubator.vector.VectorOperators.MIN;
import static jdk.incubator.vector.VectorOperators.OR;
import static jdk.incubator.vector.VectorOperators.S2I;
import static jdk.incubator.vector.VectorOperators.XOR;

import io.memmap.spark.internal.kernel.load.KernelClass;
import io.memmap.spark.internal.kernel.load.LongLoad;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops over 16-bit integers by vectors, copied by {@link KernelClass} for every load. Values
 * of the wrong signedness are shifted, as in {@link ByteLanes}.
 */
final class ShortLanes implements LongBlocks {
  private static final LongLoad LOAD = KernelClass.load(MethodHandles.lookup(), LongLoad.class);
  private static final boolean SWAPPED =
      LOAD == LongLoad.SWAPPED_INT16 || LOAD == LongLoad.SWAPPED_UINT16;
  private static final boolean SIGNED = LOAD == LongLoad.INT16 || LOAD == LongLoad.SWAPPED_INT16;
  private static final VectorSpecies<Short> SHORTS = PreferredLanes.SHORTS;
  private static final VectorSpecies<Short> HALF_OF_SHORTS = PreferredLanes.HALF_OF_SHORTS;
  private static final VectorSpecies<Integer> INTS = PreferredLanes.INTS;
  private static final int SHIFT = 0x8000;

  @Override
  public int step() {
    return 2 * SHORTS.length();
  }

  @Override
  public long sum(long address, int length) {
    long sum = sum(block(address, length), length);
    return SIGNED ? sum - (long) SHIFT * length : sum;
  }

  /** An int holds the sum of a block. */
  private static int sum(short[] block, int length) {
    int lanes = SHORTS.length();
    IntVector s0 = IntVector.zero(INTS);
    IntVector s1 = IntVector.zero(INTS);
    IntVector s2 = IntVector.zero(INTS);
    IntVector s3 = IntVector.zero(INTS);
    for (int i = 0; i < length; i += 2 * lanes) {
      IntVector v0 = values(block, i, SIGNED).reinterpretAsInts();
      IntVector v1 = values(block, i + lanes, SIGNED).reinterpretAsInts();
      s0 = s0.add(v0.and(0xffff));
      s1 = s1.add(v0.lanewise(LSHR, 16));
      s2 = s2.add(v1.and(0xffff));
      s3 = s3.add(v1.lanewise(LSHR, 16));
    }
    return s0.add(s1).add(s2.add(s3)).reduceLanes(ADD);
  }

  @Override
  public long least(long address, int length) {
    short found = least(block(address, length), length);
    return SIGNED ? found : found + SHIFT;
  }

  private static short least(short[] block, int length) {
    int lanes = SHORTS.length();
    ShortVector f0 = values(block, 0, !SIGNED);
    ShortVector f1 = values(block, lanes, !SIGNED);
    for (int i = 2 * lanes; i < length; i += 2 * lanes) {
      f0 = f0.min(values(block, i, !SIGNED));
      f1 = f1.min(values(block, i + lanes, !SIGNED));
    }
    return f0.min(f1).reduceLanes(MIN);
  }

  @Override
  public long greatest(long address, int length) {
    short found = greatest(block(address, length), length);
    return SIGNED ? found : found + SHIFT;
  }

  private static short greatest(short[] block, int length) {
    int lanes = SHORTS.length();
    ShortVector f0 = values(block, 0, !SIGNED);
    ShortVector f1 = values(block, lanes, !SIGNED);
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

  private static void summarize(short[] block, int length, LongSummary into) {
    IntVector s0 = IntVector.zero(INTS);
    IntVector s1 = IntVector.zero(INTS);
    ShortVector least = values(block, 0, !SIGNED);
    ShortVector greatest = least;
    for (int i = 0; i < length; i += SHORTS.length()) {
      ShortVector stored = values(block, i, false);
      ShortVector shifted = stored.lanewise(XOR, (short) SHIFT);
      IntVector pairs = (SIGNED ? shifted : stored).reinterpretAsInts();
      s0 = s0.add(pairs.and(0xffff));
      s1 = s1.add(pairs.lanewise(LSHR, 16));
      least = least.min(SIGNED ? stored : shifted);
      greatest = greatest.max(SIGNED ? stored : shifted);
    }
    int sum = s0.add(s1).reduceLanes(ADD);
    long offset = SIGNED ? 0 : SHIFT;
    into.add(
        SIGNED ? sum - (long) SHIFT * length : sum,
        least.reduceLanes(MIN) + offset,
        greatest.reduceLanes(MAX) + offset);
  }

  @Override
  public void within(long address, int length, long least, long most, long[] words, int at) {
    short[] block = block(address, length);
    int shift = Integer.MIN_VALUE - (int) least; // moves the range down to the least int
    int last = (int) most + shift;
    for (int i = 0; i < length; i += Long.SIZE) {
      int low = within(block, i, shift, last);
      int high = within(block, i + Integer.SIZE, shift, last);
      words[at + i / Long.SIZE] |= LaneBlock.word(low, high);
    }
  }

  /** A bit for each of 32 integers. */
  private static int within(short[] block, int first, int shift, int last) {
    IntVector none = IntVector.zero(INTS);
    IntVector bits = none;
    for (int i = 0; i < Integer.SIZE; i += INTS.length()) {
      IntVector places = IntVector.fromArray(INTS, LaneBlock.PLACES, i);
      ShortVector stored = ShortVector.fromArray(HALF_OF_SHORTS, block, first + i);
      IntVector signed = (IntVector) stored.convertShape(S2I, INTS, 0);
      IntVector values = SIGNED ? signed : signed.and(0xffff);
      bits = bits.or(none.blend(places, values.add(shift).compare(LE, last)));
    }
    return bits.reduceLanes(OR);
  }

  private static short[] block(long address, int length) {
    short[] block = LaneBlock.shorts(address, length);
    if (SWAPPED) {
      SwappedLanes.swap(block, length);
    }
    return block;
  }

  private static ShortVector values(short[] block, int i, boolean shifted) {
    ShortVector values = ShortVector.fromArray(SHORTS, block, i);
    return shifted ? values.lanewise(XOR, (short) SHIFT) : values;
  }
}
