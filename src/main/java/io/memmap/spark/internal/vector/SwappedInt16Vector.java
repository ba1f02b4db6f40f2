package io.memmap.spark.internal.vector;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.unsafe.Platform;

/** int16 in the other byte order as smallint or wider. */
final class SwappedInt16Vector extends StridedVector {

  SwappedInt16Vector(DataType type, long stride) {
    super(type, stride);
  }

  @Override
  public short getShort(int row) {
    return Short.reverseBytes(Platform.getShort(null, address + row * stride));
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
    StridedVector vector = new SwappedInt16Vector(dataType(), stride);
    vector.moveTo(newAddress);
    return vector;
  }
}
