package io.memmap.spark.internal.vector;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.unsafe.Platform;

/** uint32 in the other byte order as bigint. */
final class SwappedUInt32Vector extends StridedVector {

  SwappedUInt32Vector(DataType type, long stride) {
    super(type, stride);
  }

  @Override
  public long getLong(int row) {
    return Integer.reverseBytes(Platform.getInt(null, address + row * stride)) & 0xffffffffL;
  }

  @Override
  StridedVector at(long newAddress) {
    StridedVector vector = new SwappedUInt32Vector(dataType(), stride);
    vector.moveTo(newAddress);
    return vector;
  }
}
