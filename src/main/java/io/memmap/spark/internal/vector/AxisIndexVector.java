package io.memmap.spark.internal.vector;

/**
 * One index of each cell. Cells are numbered in C order; the "address" of this vector is such a
 * number.
 */
public final class AxisIndexVector extends IndexVector {
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
  public long step() {
    return step;
  }

  @Override
  public long by() {
    return by;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public long sameFrom(int row) {
    return step - (address + row) % step;
  }

  @Override
  public long indicesFrom(int row) {
    return length - (address + row) / step % length;
  }

  @Override
  StridedVector copy() {
    return new AxisIndexVector(step, length, first, by);
  }
}
