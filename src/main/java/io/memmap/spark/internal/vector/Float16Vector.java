package io.memmap.spark.internal.vector;

import io.memmap.array.HalfFloat;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.unsafe.Platform;

/** float16, widened exactly to float or double. */
final class Float16Vector extends StridedVector {

  Float16Vector(DataType type, long stride) {
    super(type, stride);
  }

  @Override
  public float getFloat(int row) {
    return HalfFloat.toFloat(Platform.getShort(null, address + row * stride));
  }

  @Override
  public double getDouble(int row) {
    return getFloat(row);
  }

  @Override
  StridedVector at(long newAddress) {
    StridedVector vector = new Float16Vector(dataType(), stride);
    vector.moveTo(newAddress);
    return vector;
  }
}
