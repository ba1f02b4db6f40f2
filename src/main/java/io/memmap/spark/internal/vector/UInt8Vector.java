package io.memmap.spark.internal.vector;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.unsafe.Platform;

/** uint8 as smallint or wider. */
final class UInt8Vector extends StridedVector {

  UInt8Vector(DataType type, long stride) {
    super(type, stride);
  }

  @Override
  public short getShort(int row) {
    return (short) (Platform.getByte(null, address + row * stride) & 0xff);
  }

  @Override
  public int getInt(int row) {
    return getShort(row);
  }

  @Override
  public long getLong(int row) {
    return getShort(row);
  }

  @Override
  StridedVector at(long newAddress) {
    StridedVector vector = new UInt8Vector(dataType(), stride);
    vector.moveTo(newAddress);
    return vector;
  }
}
