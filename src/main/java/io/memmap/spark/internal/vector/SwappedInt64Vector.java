package io.memmap.spark.internal.vector;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.unsafe.Platform;

/** int64 in the other byte order as bigint. */
final class SwappedInt64Vector extends StridedVector {

  SwappedInt64Vector(DataType type, long stride) {
    super(type, stride);
  }

  @Override
  public long getLong(int row) {
    return Long.reverseBytes(Platform.getLong(null, address + row * stride));
  }

  @Override
  StridedVector at(long newAddress) {
    StridedVector vector = new SwappedInt64Vector(dataType(), stride);
    vector.moveTo(newAddress);
    return vector;
  }
}
