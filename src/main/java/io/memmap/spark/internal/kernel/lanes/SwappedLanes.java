package io.memmap.spark.internal.kernel.lanes;

import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;

/**
 * Reverses the bytes of each value of a block, by shifts: Java 17 has no such operation of vectors.
 * A loop that also did something else would be too long for the compiler.
 */
final class SwappedLanes {
  private static final int BYTES = 0x00ff_00ff;

  private SwappedLanes() {}

  static void swap(short[] block, int length) {
    for (int i = 0; i < length; i += PreferredLanes.SHORTS.length()) {
      IntVector bits = ShortVector.fromArray(PreferredLanes.SHORTS, block, i).reinterpretAsInts();
      swappedPairs(bits).reinterpretAsShorts().intoArray(block, i);
    }
  }

  static void swap(int[] block, int length) {
    for (int i = 0; i < length; i += PreferredLanes.INTS.length()) {
      swapped(IntVector.fromArray(PreferredLanes.INTS, block, i)).intoArray(block, i);
    }
  }

  static void swap(float[] block, int length) {
    for (int i = 0; i < length; i += PreferredLanes.FLOATS.length()) {
      FloatVector values = FloatVector.fromArray(PreferredLanes.FLOATS, block, i);
      swapped(values.reinterpretAsInts()).reinterpretAsFloats().intoArray(block, i);
    }
  }

  private static IntVector swappedPairs(IntVector values) {
    return values.and(BYTES).lanewise(LSHL, 8).or(values.lanewise(LSHR, 8).and(BYTES));
  }

  private static IntVector swapped(IntVector values) {
    IntVector pairs = swappedPairs(values);
    return pairs.lanewise(LSHL, 16).or(pairs.lanewise(LSHR, 16));
  }
}
