package io.memmap.spark.internal.vector;

import org.apache.spark.sql.types.DataTypes;

/**
 * The index of each row. The "address" of this vector is the number of the first row of the batch
 * in its array.
 */
public final class RowIndexVector extends StridedVector {
  private final long first;
  private final long step;

  /**
   * Counts rows.
   *
   * @param first index of row 0
   * @param step difference between the indices of consecutive rows
   */
  public RowIndexVector(long first, long step) {
    super(DataTypes.LongType, 1);
    this.first = first;
    this.step = step;
  }

  @Override
  public long getLong(int row) {
    return first + (address + row) * step;
  }

  @Override
  StridedVector copy() {
    return new RowIndexVector(first, step);
  }
}
