package io.memmap.spark.internal.vector;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.unsafe.Platform;

/** uint32 as bigint. */
final class UInt32Vector extends StridedVector {

  UInt32Vector(DataType type, long stride) {
    super(type, stride);
  }

  @Override
  public long getLong(int row) {
    return Platform.getInt(null, address + row * stride) & 0xffffffffL;
  }

  @Override
  StridedVector at(long newAddress) {
    StridedVector vector = new UInt32Vector(dataType(), stride);
    vector.moveTo(newAddress);
    return vector;
  }
}
