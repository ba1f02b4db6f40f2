package io.memmap.spark.internal.vector;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.unsafe.Platform;

/** int16 as smallint or wider. */
final class Int16Vector extends StridedVector {

  Int16Vector(DataType type, long stride) {
    super(type, stride);
  }

  @Override
  public short getShort(int row) {
    return Platform.getShort(null, address + row * stride);
  }

  @Override
  public int getInt(int row) {
    return getShort(row);
  }

  @Override
  public long getLong(int row) {
    return getShort(row);
  }

  @Override
  public short[] getShorts(int row, int count) {
    if (stride != Short.BYTES) {
      return super.getShorts(row, count);
    }
    short[] values = new short[count];
    Platform.copyMemory(
        null,
        address + row * stride,
        values,
        Platform.SHORT_ARRAY_OFFSET,
        (long) count * Short.BYTES);
    return values;
  }

  @Override
  StridedVector at(long newAddress) {
    StridedVector vector = new Int16Vector(dataType(), stride);
    vector.moveTo(newAddress);
    return vector;
  }
}
