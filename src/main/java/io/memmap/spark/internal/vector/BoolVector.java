package io.memmap.spark.internal.vector;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.unsafe.Platform;

/** bool as boolean, or as tinyint 0 and 1. Byte 0 is false, any other byte is true. */
final class BoolVector extends StridedVector {

  BoolVector(DataType type, long stride) {
    super(type, stride);
  }

  @Override
  public boolean getBoolean(int row) {
    return Platform.getByte(null, address + row * stride) != 0;
  }

  @Override
  public byte getByte(int row) {
    return (byte) (getBoolean(row) ? 1 : 0);
  }

  @Override
  public boolean[] getBooleans(int row, int count) {
    if (stride != Byte.BYTES) {
      return super.getBooleans(row, count);
    }
    byte[] stored = Contiguous.bytes(address + row * stride, count);
    boolean[] values = new boolean[count];
    for (int i = 0; i < count; i++) {
      values[i] = stored[i] != 0;
    }
    return values;
  }

  @Override
  StridedVector copy() {
    return new BoolVector(dataType(), stride);
  }
}
