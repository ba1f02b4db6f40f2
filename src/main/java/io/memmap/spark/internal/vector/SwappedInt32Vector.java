package io.memmap.spark.internal.vector;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.unsafe.Platform;

/** int32 in the other byte order as int or bigint. */
final class SwappedInt32Vector extends StridedVector {

  SwappedInt32Vector(DataType type, long stride) {
    super(type, stride);
  }

  @Override
  public int getInt(int row) {
    return Integer.reverseBytes(Platform.getInt(null, address + row * stride));
  }

  @Override
  public long getLong(int row) {
    return getInt(row);
  }

  @Override
  StridedVector at(long newAddress) {
    StridedVector vector = new SwappedInt32Vector(dataType(), stride);
    vector.moveTo(newAddress);
    return vector;
  }
}
