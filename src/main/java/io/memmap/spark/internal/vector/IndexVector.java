package io.memmap.spark.internal.vector;

import org.apache.spark.sql.types.DataTypes;

/**
 * An index that is not stored but follows from the number of a row. The "address" of this vector is
 * the number of the first row of the batch, so rows of a batch are consecutive.
 */
public abstract class IndexVector extends StridedVector {

  IndexVector() {
    super(DataTypes.LongType, 1);
  }

  /** Rows from one index to the next. */
  public abstract long step();

  /** Difference between consecutive indices. */
  public abstract long by();

  /** Indices before the axis begins again. */
  public abstract long length();

  /** Rows from this one on that have the same index, at least 1. */
  public abstract long sameFrom(int row);

  /** Indices from that of this row on, before the axis begins again. */
  public abstract long indicesFrom(int row);
}
