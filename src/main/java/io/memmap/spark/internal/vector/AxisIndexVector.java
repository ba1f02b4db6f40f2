package io.memmap.spark.internal.vector;

import org.apache.spark.sql.types.DataTypes;

/** One index of each cell, cells being counted through in C order. Its "address" is a cell. */
public final class AxisIndexVector extends StridedVector {
  private final long step;
  private final long length;
  private final long first;
  private final long by;

  /**
   * Counts along an axis.
   *
   * @param step cells from one index to the next
   * @param length of the axis
   * @param first index
   * @param by from one index to the next
   */
  public AxisIndexVector(long step, long length, long first, long by) {
    super(DataTypes.LongType, 1);
    this.step = step;
    this.length = length;
    this.first = first;
    this.by = by;
  }

  @Override
  public long getLong(int row) {
    return first + (address + row) / step % length * by;
  }

  @Override
  StridedVector copy() {
    return new AxisIndexVector(step, length, first, by);
  }
}
