package io.memmap.spark.internal.vector;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.unsafe.Platform;

/** uint16 in the other byte order as int or bigint. */
final class SwappedUInt16Vector extends StridedVector {

  SwappedUInt16Vector(DataType type, long stride) {
    super(type, stride);
  }

  @Override
  public int getInt(int row) {
    return Short.reverseBytes(Platform.getShort(null, address + row * stride)) & 0xffff;
  }

  @Override
  public long getLong(int row) {
    return getInt(row);
  }

  @Override
  StridedVector at(long newAddress) {
    StridedVector vector = new SwappedUInt16Vector(dataType(), stride);
    vector.moveTo(newAddress);
    return vector;
  }
}
