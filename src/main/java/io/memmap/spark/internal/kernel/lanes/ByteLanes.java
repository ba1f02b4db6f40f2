package io.memmap.spark.internal.kernel.lanes;

import static jdk.incubator.vector.VectorOperators.ADD;
import static jdk.incubator.vector.VectorOperators.B2I;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.MAX;
import static jdk.incubator.vector.VectorOperators.MIN;
import static jdk.incubator.vector.VectorOperators.OR;
import static jdk.incubator.vector.VectorOperators.XOR;

import io.memmap.spark.internal.kernel.load.KernelClass;
import io.memmap.spark.internal.kernel.load.LongLoad;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops over 8-bit integers by vectors, copied by {@link KernelClass} for every load. Values of
 * the wrong signedness are shifted by 128: sums need unsigned ones, extremes signed ones.
 */
final class ByteLanes implements LongBlocks {
  private static final LongLoad LOAD = KernelClass.load(MethodHandles.lookup(), LongLoad.class);
  private static final boolean SIGNED = LOAD == LongLoad.INT8;
  private static final VectorSpecies<Byte> BYTES = PreferredLanes.BYTES;
  private static final VectorSpecies<Short> SHORTS = PreferredLanes.SHORTS;
  private static final VectorSpecies<Byte> FEW_BYTES = PreferredLanes.FEW_BYTES;
  private static final VectorSpecies<Integer> INTS = PreferredLanes.INTS;
  private static final int SHIFT = 128;

  @Override
  public int step() {
    return 2 * BYTES.length();
  }

  @Override
  public long sum(long address, int length) {
    long sum = sum(LaneBlock.bytes(address, length), length);
    return SIGNED ? sum - (long) SHIFT * length : sum;
  }

  /** 16 bits hold the sum of 257 values; a block gives each lane 64 at most. */
  private static int sum(byte[] block, int length) {
    int lanes = BYTES.length();
    ShortVector s0 = ShortVector.zero(SHORTS);
    ShortVector s1 = ShortVector.zero(SHORTS);
    ShortVector s2 = ShortVector.zero(SHORTS);
    ShortVector s3 = ShortVector.zero(SHORTS);
    for (int i = 0; i < length; i += 2 * lanes) {
      ShortVector v0 = pairs(block, i);
      ShortVector v1 = pairs(block, i + lanes);
      s0 = s0.add(v0.and((short) 0xff));
      s1 = s1.add(v0.lanewise(LSHR, 8));
      s2 = s2.add(v1.and((short) 0xff));
      s3 = s3.add(v1.lanewise(LSHR, 8));
    }
    return widened(s0).add(widened(s1)).add(widened(s2).add(widened(s3))).reduceLanes(ADD);
  }

  private static ShortVector pairs(byte[] block, int i) {
    ByteVector values = ByteVector.fromArray(BYTES, block, i);
    return (SIGNED ? values.lanewise(XOR, (byte) SHIFT) : values).reinterpretAsShorts();
  }

  private static IntVector widened(ShortVector sums) {
    IntVector pairs = sums.reinterpretAsInts();
    return pairs.and(0xffff).add(pairs.lanewise(LSHR, 16));
  }

  @Override
  public long least(long address, int length) {
    byte found = least(LaneBlock.bytes(address, length), length);
    return SIGNED ? found : found + SHIFT;
  }

  private static byte least(byte[] block, int length) {
    int lanes = BYTES.length();
    ByteVector f0 = values(block, 0);
    ByteVector f1 = values(block, lanes);
    for (int i = 2 * lanes; i < length; i += 2 * lanes) {
      f0 = f0.min(values(block, i));
      f1 = f1.min(values(block, i + lanes));
    }
    return f0.min(f1).reduceLanes(MIN);
  }

  @Override
  public long greatest(long address, int length) {
    byte found = greatest(LaneBlock.bytes(address, length), length);
    return SIGNED ? found : found + SHIFT;
  }

  private static byte greatest(byte[] block, int length) {
    int lanes = BYTES.length();
    ByteVector f0 = values(block, 0);
    ByteVector f1 = values(block, lanes);
    for (int i = 2 * lanes; i < length; i += 2 * lanes) {
      f0 = f0.max(values(block, i));
      f1 = f1.max(values(block, i + lanes));
    }
    return f0.max(f1).reduceLanes(MAX);
  }

  @Override
  public void summarize(long address, int length, LongSummary into) {
    summarize(LaneBlock.bytes(address, length), length, into);
  }

  /** 16 bits hold the sum of 257 values; a block gives each lane 128 at most. */
  private static void summarize(byte[] block, int length, LongSummary into) {
    ShortVector s0 = ShortVector.zero(SHORTS);
    ShortVector s1 = ShortVector.zero(SHORTS);
    ByteVector least = values(block, 0);
    ByteVector greatest = least;
    for (int i = 0; i < length; i += BYTES.length()) {
      ByteVector stored = ByteVector.fromArray(BYTES, block, i);
      ByteVector shifted = stored.lanewise(XOR, (byte) SHIFT);
      ShortVector pairs = (SIGNED ? shifted : stored).reinterpretAsShorts();
      s0 = s0.add(pairs.and((short) 0xff));
      s1 = s1.add(pairs.lanewise(LSHR, 8));
      least = least.min(SIGNED ? stored : shifted);
      greatest = greatest.max(SIGNED ? stored : shifted);
    }
    int sum = widened(s0).add(widened(s1)).reduceLanes(ADD);
    long offset = SIGNED ? 0 : SHIFT;
    into.add(
        SIGNED ? sum - (long) SHIFT * length : sum,
        least.reduceLanes(MIN) + offset,
        greatest.reduceLanes(MAX) + offset);
  }

  @Override
  public void within(long address, int length, long least, long most, long[] words, int at) {
    byte[] block = LaneBlock.bytes(address, length);
    int shift = Integer.MIN_VALUE - (int) least; // moves the range down to the least int
    int last = (int) most + shift;
    for (int i = 0; i < length; i += Long.SIZE) {
      int low = within(block, i, shift, last);
      int high = within(block, i + Integer.SIZE, shift, last);
      words[at + i / Long.SIZE] |= LaneBlock.word(low, high);
    }
  }

  /** A bit for each of 32 integers. */
  private static int within(byte[] block, int first, int shift, int last) {
    IntVector none = IntVector.zero(INTS);
    IntVector bits = none;
    for (int i = 0; i < Integer.SIZE; i += INTS.length()) {
      IntVector places = IntVector.fromArray(INTS, LaneBlock.PLACES, i);
      int part = i % FEW_BYTES.length(); // not 0 only if there are no shorter vectors of bytes
      ByteVector stored = ByteVector.fromArray(FEW_BYTES, block, first + i - part);
      IntVector signed = (IntVector) stored.convertShape(B2I, INTS, part / INTS.length());
      IntVector values = SIGNED ? signed : signed.and(0xff);
      bits = bits.or(none.blend(places, values.add(shift).compare(LE, last)));
    }
    return bits.reduceLanes(OR);
  }

  private static ByteVector values(byte[] block, int i) {
    ByteVector values = ByteVector.fromArray(BYTES, block, i);
    return SIGNED ? values : values.lanewise(XOR, (byte) SHIFT);
  }
}
