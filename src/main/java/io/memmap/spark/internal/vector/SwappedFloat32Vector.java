package io.memmap.spark.internal.vector;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.unsafe.Platform;

/** float32 in the other byte order as float or double. */
final class SwappedFloat32Vector extends StridedVector {

  SwappedFloat32Vector(DataType type, long stride) {
    super(type, stride);
  }

  @Override
  public float getFloat(int row) {
    return Float.intBitsToFloat(
        Integer.reverseBytes(Platform.getInt(null, address + row * stride)));
  }

  @Override
  public double getDouble(int row) {
    return getFloat(row);
  }

  @Override
  StridedVector at(long newAddress) {
    StridedVector vector = new SwappedFloat32Vector(dataType(), stride);
    vector.moveTo(newAddress);
    return vector;
  }
}
