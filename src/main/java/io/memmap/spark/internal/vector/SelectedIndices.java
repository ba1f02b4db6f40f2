package io.memmap.spark.internal.vector;

import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.Platform;

/** The indices of some rows, and a vector that shows them. */
public final class SelectedIndices {
  private final StridedVector vector =
      new Ints.LongVector(DataTypes.LongType, Long.BYTES, false, false);
  private long memory;

  /** The indices, once they have memory. */
  public StridedVector vector() {
    return vector;
  }

  /** Takes memory for indices, which the caller owns. */
  public void moveTo(long address) {
    memory = address;
    vector.moveTo(address);
  }

  /**
   * Stores the indices of rows, as {@link SelectedValues#copy} copies values.
   *
   * @param source shows the column of indices
   */
  public void copy(StridedVector source, int first, int[] positions, int count, int at) {
    long to = memory + (long) at * Long.BYTES;
    for (int i = 0; i < count; i++) {
      Platform.putLong(null, to + (long) i * Long.BYTES, source.getLong(first + positions[i]));
    }
  }
}
