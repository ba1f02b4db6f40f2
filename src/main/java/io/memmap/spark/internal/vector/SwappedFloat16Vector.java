package io.memmap.spark.internal.vector;

import io.memmap.array.HalfFloat;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.unsafe.Platform;

/** float16 in the other byte order, widened exactly to float or double. */
final class SwappedFloat16Vector extends StridedVector {

  SwappedFloat16Vector(DataType type, long stride) {
    super(type, stride);
  }

  @Override
  public float getFloat(int row) {
    return HalfFloat.toFloat(Short.reverseBytes(Platform.getShort(null, address + row * stride)));
  }

  @Override
  public double getDouble(int row) {
    return getFloat(row);
  }

  @Override
  StridedVector at(long newAddress) {
    StridedVector vector = new SwappedFloat16Vector(dataType(), stride);
    vector.moveTo(newAddress);
    return vector;
  }
}
