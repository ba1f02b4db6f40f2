package io.memmap.spark.internal.vector;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.unsafe.Platform;

/** uint16 as int or bigint. */
final class UInt16Vector extends StridedVector {

  UInt16Vector(DataType type, long stride) {
    super(type, stride);
  }

  @Override
  public int getInt(int row) {
    return Platform.getShort(null, address + row * stride) & 0xffff;
  }

  @Override
  public long getLong(int row) {
    return getInt(row);
  }

  @Override
  StridedVector at(long newAddress) {
    StridedVector vector = new UInt16Vector(dataType(), stride);
    vector.moveTo(newAddress);
    return vector;
  }
}
