package io.memmap.spark.internal.vector;

import org.apache.spark.sql.types.DataTypes;

/** The rows' own indices. Its "address" is the number of the batch's first row in its scan. */
public final class RowIndexVector extends StridedVector {
  private final long first;
  private final long step;

  /**
   * Counts rows.
   *
   * @param first index of row 0
   * @param step from one row's index to the next
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
