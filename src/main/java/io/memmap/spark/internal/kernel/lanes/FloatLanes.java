package io.memmap.spark.internal.kernel.lanes;

import static jdk.incubator.vector.VectorOperators.ADD;
import static jdk.incubator.vector.VectorOperators.F2D;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.MAX;
import static jdk.incubator.vector.VectorOperators.MIN;
import static jdk.incubator.vector.VectorOperators.OR;
import static jdk.incubator.vector.VectorOperators.S2I;

import io.memmap.spark.internal.kernel.load.DoubleLoad;
import io.memmap.spark.internal.kernel.load.KernelClass;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops over float16 and float32 by vectors, copied by {@link KernelClass} for every load. A
 * block is converted to floats first. No vector leaves a method: in Java 17 it would become an
 * object on the heap.
 */
final class FloatLanes implements DoubleBlocks {
  private static final DoubleLoad LOAD = KernelClass.load(MethodHandles.lookup(), DoubleLoad.class);
  private static final boolean SWAPPED =
      LOAD == DoubleLoad.SWAPPED_FLOAT16 || LOAD == DoubleLoad.SWAPPED_FLOAT32;
  private static final boolean HALF =
      LOAD == DoubleLoad.FLOAT16 || LOAD == DoubleLoad.SWAPPED_FLOAT16;

  private static final VectorSpecies<Float> FLOATS = PreferredLanes.FLOATS;
  private static final VectorSpecies<Float> ADDENDS = PreferredLanes.HALF_OF_FLOATS;
  private static final VectorSpecies<Double> DOUBLES = PreferredLanes.DOUBLES;
  private static final VectorSpecies<Integer> INTS = PreferredLanes.INTS;
  private static final VectorSpecies<Short> SHORTS = PreferredLanes.HALF_OF_SHORTS;

  private static final int INFINITY = 0x7f800000;

  /** The bits of a half's infinity, where a float has its exponent and fraction. */
  private static final int HALF_INFINITY = 0x7c00 << 13;

  @Override
  public int step() {
    return 4 * FLOATS.length();
  }

  @Override
  public double sum(long address, int length) {
    return sum(block(address, length), length);
  }

  private static double sum(float[] block, int length) {
    int lanes = ADDENDS.length();
    DoubleVector s0 = DoubleVector.zero(DOUBLES);
    DoubleVector s1 = DoubleVector.zero(DOUBLES);
    DoubleVector s2 = DoubleVector.zero(DOUBLES);
    DoubleVector s3 = DoubleVector.zero(DOUBLES);
    for (int i = 0; i < length; i += 4 * lanes) {
      s0 = s0.add(doubles(block, i));
      s1 = s1.add(doubles(block, i + lanes));
      s2 = s2.add(doubles(block, i + 2 * lanes));
      s3 = s3.add(doubles(block, i + 3 * lanes));
    }
    return s0.add(s1).add(s2.add(s3)).reduceLanes(ADD);
  }

  private static DoubleVector doubles(float[] block, int i) {
    return (DoubleVector) FloatVector.fromArray(ADDENDS, block, i).convertShape(F2D, DOUBLES, 0);
  }

  @Override
  public double least(long address, int length) {
    return least(block(address, length), length);
  }

  /** NaN is less than nothing, so it never gets into the result. */
  private static float least(float[] block, int length) {
    int lanes = FLOATS.length();
    FloatVector f0 = FloatVector.broadcast(FLOATS, Float.POSITIVE_INFINITY);
    FloatVector f1 = FloatVector.broadcast(FLOATS, Float.POSITIVE_INFINITY);
    FloatVector f2 = FloatVector.broadcast(FLOATS, Float.POSITIVE_INFINITY);
    FloatVector f3 = FloatVector.broadcast(FLOATS, Float.POSITIVE_INFINITY);
    for (int i = 0; i < length; i += 4 * lanes) {
      FloatVector v0 = FloatVector.fromArray(FLOATS, block, i);
      FloatVector v1 = FloatVector.fromArray(FLOATS, block, i + lanes);
      FloatVector v2 = FloatVector.fromArray(FLOATS, block, i + 2 * lanes);
      FloatVector v3 = FloatVector.fromArray(FLOATS, block, i + 3 * lanes);
      f0 = f0.blend(v0, v0.compare(LT, f0));
      f1 = f1.blend(v1, v1.compare(LT, f1));
      f2 = f2.blend(v2, v2.compare(LT, f2));
      f3 = f3.blend(v3, v3.compare(LT, f3));
    }
    return f0.min(f1).min(f2.min(f3)).reduceLanes(MIN);
  }

  @Override
  public double greatest(long address, int length) {
    return greatest(block(address, length), length);
  }

  /** NaN stays in the result, as in that of {@link Math#max(float, float)}. */
  private static float greatest(float[] block, int length) {
    int lanes = FLOATS.length();
    FloatVector f0 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
    FloatVector f1 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
    FloatVector f2 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
    FloatVector f3 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
    for (int i = 0; i < length; i += 4 * lanes) {
      f0 = f0.max(FloatVector.fromArray(FLOATS, block, i));
      f1 = f1.max(FloatVector.fromArray(FLOATS, block, i + lanes));
      f2 = f2.max(FloatVector.fromArray(FLOATS, block, i + 2 * lanes));
      f3 = f3.max(FloatVector.fromArray(FLOATS, block, i + 3 * lanes));
    }
    return f0.max(f1).max(f2.max(f3)).reduceLanes(MAX);
  }

  @Override
  public void summarize(long address, int length, DoubleSummary into) {
    summarize(block(address, length), length, into);
  }

  /** Adds the same numbers to the same lanes as {@link #sum} does. */
  private static void summarize(float[] block, int length, DoubleSummary into) {
    int lanes = FLOATS.length();
    DoubleVector s0 = DoubleVector.zero(DOUBLES);
    DoubleVector s1 = DoubleVector.zero(DOUBLES);
    DoubleVector s2 = DoubleVector.zero(DOUBLES);
    DoubleVector s3 = DoubleVector.zero(DOUBLES);
    FloatVector least0 = FloatVector.broadcast(FLOATS, Float.POSITIVE_INFINITY);
    FloatVector least1 = least0;
    FloatVector greatest0 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
    FloatVector greatest1 = greatest0;
    for (int i = 0; i < length; i += 2 * lanes) {
      FloatVector v0 = FloatVector.fromArray(FLOATS, block, i);
      FloatVector v1 = FloatVector.fromArray(FLOATS, block, i + lanes);
      s0 = s0.add(v0.convertShape(F2D, DOUBLES, 0));
      s1 = s1.add(v0.convertShape(F2D, DOUBLES, 1));
      s2 = s2.add(v1.convertShape(F2D, DOUBLES, 0));
      s3 = s3.add(v1.convertShape(F2D, DOUBLES, 1));
      least0 = least0.blend(v0, v0.compare(LT, least0));
      least1 = least1.blend(v1, v1.compare(LT, least1));
      greatest0 = greatest0.blend(v0, v0.compare(GT, greatest0));
      greatest1 = greatest1.blend(v1, v1.compare(GT, greatest1));
    }
    into.add(
        s0.add(s1).add(s2.add(s3)).reduceLanes(ADD),
        least0.min(least1).reduceLanes(MIN),
        greatest0.max(greatest1).reduceLanes(MAX));
  }

  @Override
  public void within(long address, int length, double least, double most, long[] words, int at) {
    float[] block = block(address, length);
    for (int i = 0; i < length; i += Long.SIZE) {
      int low = within(block, i, (float) least, (float) most);
      int high = within(block, i + Integer.SIZE, (float) least, (float) most);
      words[at + i / Long.SIZE] |= LaneBlock.word(low, high);
    }
  }

  /** A bit for each of 32 numbers. Java 17 has no instruction that makes bits of a mask. */
  private static int within(float[] block, int first, float least, float most) {
    FloatVector none = FloatVector.zero(FLOATS);
    IntVector bits = IntVector.zero(INTS);
    for (int i = 0; i < Integer.SIZE; i += FLOATS.length()) {
      FloatVector values = FloatVector.fromArray(FLOATS, block, first + i);
      FloatVector places = IntVector.fromArray(INTS, LaneBlock.PLACES, i).reinterpretAsFloats();
      FloatVector passing =
          none.blend(places, values.compare(LE, most)).blend(none, values.compare(LT, least));
      bits = bits.or(passing.reinterpretAsInts());
    }
    return bits.reduceLanes(OR);
  }

  private static float[] block(long address, int length) {
    if (HALF) {
      return floats(LaneBlock.shorts(address, length), length);
    }
    float[] block = LaneBlock.floats(address, length);
    if (SWAPPED) {
      SwappedLanes.swap(block, length);
    }
    return block;
  }

  /** As {@link io.memmap.array.HalfFloat#toFloat}. The product is exact, that of subnormals too. */
  private static float[] floats(short[] halves, int length) {
    if (SWAPPED) {
      SwappedLanes.swap(halves, length);
    }
    float[] block = LaneBlock.floats();
    for (int i = 0; i < length; i += INTS.length()) {
      ShortVector half = ShortVector.fromArray(SHORTS, halves, i);
      IntVector bits = (IntVector) half.convertShape(S2I, INTS, 0);
      IntVector magnitude = bits.and(0x7fff).lanewise(LSHL, 13);
      IntVector finite = magnitude.reinterpretAsFloats().mul(0x1p112f).reinterpretAsInts();
      finite
          .blend(magnitude.or(INFINITY), magnitude.compare(GE, HALF_INFINITY))
          .or(bits.and(0x8000).lanewise(LSHL, 16))
          .reinterpretAsFloats()
          .intoArray(block, i);
    }
    return block;
  }
}
