package io.memmap.spark.internal.vector;

/**
 * The index of each row. The "address" of this vector is the number of the first row of the batch
 * in its array.
 */
public final class RowIndexVector extends IndexVector {
  private final long first;
  private final long step;

  /**
   * Counts rows.
   *
   * @param first index of row 0
   * @param step difference between the indices of consecutive rows
   */
  public RowIndexVector(long first, long step) {
    this.first = first;
    this.step = step;
  }

  @Override
  public long getLong(int row) {
    return first + (address + row) * step;
  }

  @Override
  public long step() {
    return 1;
  }

  @Override
  public long by() {
    return step;
  }

  @Override
  public long length() {
    return Long.MAX_VALUE;
  }

  @Override
  public long sameFrom(int row) {
    return 1;
  }

  @Override
  public long indicesFrom(int row) {
    return Long.MAX_VALUE;
  }

  @Override
  StridedVector copy() {
    return new RowIndexVector(first, step);
  }
}
