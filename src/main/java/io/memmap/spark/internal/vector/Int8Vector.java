package io.memmap.spark.internal.vector;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.unsafe.Platform;

/** int8 as tinyint or wider. */
final class Int8Vector extends StridedVector {

  Int8Vector(DataType type, long stride) {
    super(type, stride);
  }

  @Override
  public byte getByte(int row) {
    return Platform.getByte(null, address + row * stride);
  }

  @Override
  public short getShort(int row) {
    return getByte(row);
  }

  @Override
  public int getInt(int row) {
    return getByte(row);
  }

  @Override
  public long getLong(int row) {
    return getByte(row);
  }

  @Override
  public byte[] getBytes(int row, int count) {
    if (stride != Byte.BYTES) {
      return super.getBytes(row, count);
    }
    byte[] values = new byte[count];
    Platform.copyMemory(
        null,
        address + row * stride,
        values,
        Platform.BYTE_ARRAY_OFFSET,
        (long) count * Byte.BYTES);
    return values;
  }

  @Override
  StridedVector at(long newAddress) {
    StridedVector vector = new Int8Vector(dataType(), stride);
    vector.moveTo(newAddress);
    return vector;
  }
}
