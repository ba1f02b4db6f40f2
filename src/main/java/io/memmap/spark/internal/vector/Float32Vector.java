package io.memmap.spark.internal.vector;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.unsafe.Platform;

/** float32 as float or double. */
final class Float32Vector extends StridedVector {

  Float32Vector(DataType type, long stride) {
    super(type, stride);
  }

  @Override
  public float getFloat(int row) {
    return Platform.getFloat(null, address + row * stride);
  }

  @Override
  public double getDouble(int row) {
    return getFloat(row);
  }

  @Override
  public float[] getFloats(int row, int count) {
    if (stride != Float.BYTES) {
      return super.getFloats(row, count);
    }
    float[] values = new float[count];
    Platform.copyMemory(
        null,
        address + row * stride,
        values,
        Platform.FLOAT_ARRAY_OFFSET,
        (long) count * Float.BYTES);
    return values;
  }

  @Override
  StridedVector at(long newAddress) {
    StridedVector vector = new Float32Vector(dataType(), stride);
    vector.moveTo(newAddress);
    return vector;
  }
}
