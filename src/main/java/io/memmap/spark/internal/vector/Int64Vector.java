package io.memmap.spark.internal.vector;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.unsafe.Platform;

/** int64 as bigint. */
final class Int64Vector extends StridedVector {

  Int64Vector(DataType type, long stride) {
    super(type, stride);
  }

  @Override
  public long getLong(int row) {
    return Platform.getLong(null, address + row * stride);
  }

  @Override
  public long[] getLongs(int row, int count) {
    if (stride != Long.BYTES) {
      return super.getLongs(row, count);
    }
    long[] values = new long[count];
    Platform.copyMemory(
        null,
        address + row * stride,
        values,
        Platform.LONG_ARRAY_OFFSET,
        (long) count * Long.BYTES);
    return values;
  }

  @Override
  StridedVector at(long newAddress) {
    StridedVector vector = new Int64Vector(dataType(), stride);
    vector.moveTo(newAddress);
    return vector;
  }
}
