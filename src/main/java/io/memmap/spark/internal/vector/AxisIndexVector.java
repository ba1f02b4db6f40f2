package io.memmap.spark.internal.vector;

import org.apache.spark.sql.types.DataTypes;

/**
 * One index of each cell. Cells are numbered in C order; the "address" of this vector is such a
 * number.
 */
public final class AxisIndexVector extends StridedVector {
  private final long step;
  private final long length;
  private final long first;
  private final long by;

  /**
   * Counts along an axis.
   *
   * @param step cells from one index to the next
   * @param length length of the axis
   * @param first index
   * @param by difference between consecutive indices
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
