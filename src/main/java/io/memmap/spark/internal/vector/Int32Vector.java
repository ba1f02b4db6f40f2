package io.memmap.spark.internal.vector;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.unsafe.Platform;

/** int32 as int or bigint. */
final class Int32Vector extends StridedVector {

  Int32Vector(DataType type, long stride) {
    super(type, stride);
  }

  @Override
  public int getInt(int row) {
    return Platform.getInt(null, address + row * stride);
  }

  @Override
  public long getLong(int row) {
    return getInt(row);
  }

  @Override
  public int[] getInts(int row, int count) {
    if (stride != Integer.BYTES) {
      return super.getInts(row, count);
    }
    int[] values = new int[count];
    Platform.copyMemory(
        null,
        address + row * stride,
        values,
        Platform.INT_ARRAY_OFFSET,
        (long) count * Integer.BYTES);
    return values;
  }

  @Override
  StridedVector at(long newAddress) {
    StridedVector vector = new Int32Vector(dataType(), stride);
    vector.moveTo(newAddress);
    return vector;
  }
}
