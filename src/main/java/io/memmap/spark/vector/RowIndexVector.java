package io.memmap.spark.vector;

import org.apache.spark.sql.types.DataTypes;

/** The rows' own indices. Its "address" is the index of the batch's first row. */
public final class RowIndexVector extends StridedVector {

  public RowIndexVector() {
    super(DataTypes.LongType, 1);
  }

  @Override
  public long getLong(int row) {
    return address + row;
  }

  @Override
  StridedVector at(long newAddress) {
    StridedVector vector = new RowIndexVector();
    vector.moveTo(newAddress);
    return vector;
  }
}
