package io.memmap.spark.internal.vector;

import io.memmap.array.TimeDType;
import org.apache.spark.sql.types.DataType;

/** Times as they are stored: their ticks as bigint. */
final class TicksVector extends TimeVector {

  TicksVector(DataType type, long stride, TimeDType dtype, String label) {
    super(type, stride, dtype, label);
  }

  @Override
  public long getLong(int row) {
    return ticks(row);
  }

  @Override
  StridedVector at(long newAddress) {
    StridedVector vector = new TicksVector(dataType(), stride, dtype, label);
    vector.moveTo(newAddress);
    return vector;
  }
}
