package io.memmap.spark.internal.kernel.lanes;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The vectors that this processor is best with. They have a class of their own, so that they are
 * constants when a class that uses them is compiled.
 */
final class PreferredLanes {
  static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_PREFERRED;
  static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_PREFERRED;
  static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
  static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;
  static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;

  /** As many floats as there are {@link #DOUBLES}. */
  static final VectorSpecies<Float> HALF_OF_FLOATS = VectorSpecies.of(float.class, half());

  /** As many shorts as there are {@link #INTS}. */
  static final VectorSpecies<Short> HALF_OF_SHORTS = VectorSpecies.of(short.class, half());

  /** As many bytes as there are {@link #INTS}, or 8 if these are fewer. */
  static final VectorSpecies<Byte> FEW_BYTES =
      VectorSpecies.of(
          byte.class, VectorShape.forBitSize(Math.max(Long.SIZE, LONGS.vectorBitSize() / 4)));

  private static final int FEWEST_BITS = 128;

  private PreferredLanes() {}

  private static VectorShape half() {
    int bits = LONGS.vectorBitSize();
    if (bits < FEWEST_BITS) {
      throw new UnsupportedOperationException("vectors have " + bits + " bits only");
    }
    return VectorShape.forBitSize(bits / 2);
  }
}
