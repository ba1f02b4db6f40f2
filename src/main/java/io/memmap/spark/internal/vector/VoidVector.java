package io.memmap.spark.internal.vector;

import org.apache.spark.sql.types.DataType;

/** {@code V} as binary, trailing NULs included. */
final class VoidVector extends StridedVector {
  private final int width;

  VoidVector(DataType type, long stride, int width) {
    super(type, stride);
    this.width = width;
  }

  @Override
  public byte[] getBinary(int row) {
    return PaddedBytes.copy(address + row * stride, width);
  }

  @Override
  StridedVector copy() {
    return new VoidVector(dataType(), stride, width);
  }
}
