package io.memmap.spark.internal.vector;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.unsafe.Platform;

/** float64 as double. */
final class Float64Vector extends StridedVector {

  Float64Vector(DataType type, long stride) {
    super(type, stride);
  }

  @Override
  public double getDouble(int row) {
    return Platform.getDouble(null, address + row * stride);
  }

  @Override
  public double[] getDoubles(int row, int count) {
    if (stride != Double.BYTES) {
      return super.getDoubles(row, count);
    }
    double[] values = new double[count];
    Platform.copyMemory(
        null,
        address + row * stride,
        values,
        Platform.DOUBLE_ARRAY_OFFSET,
        (long) count * Double.BYTES);
    return values;
  }

  @Override
  StridedVector at(long newAddress) {
    StridedVector vector = new Float64Vector(dataType(), stride);
    vector.moveTo(newAddress);
    return vector;
  }
}
