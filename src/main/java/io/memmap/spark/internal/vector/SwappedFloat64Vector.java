package io.memmap.spark.internal.vector;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.unsafe.Platform;

/** float64 in the other byte order as double. */
final class SwappedFloat64Vector extends StridedVector {

  SwappedFloat64Vector(DataType type, long stride) {
    super(type, stride);
  }

  @Override
  public double getDouble(int row) {
    return Double.longBitsToDouble(
        Long.reverseBytes(Platform.getLong(null, address + row * stride)));
  }

  @Override
  StridedVector at(long newAddress) {
    StridedVector vector = new SwappedFloat64Vector(dataType(), stride);
    vector.moveTo(newAddress);
    return vector;
  }
}
