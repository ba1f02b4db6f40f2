package io.memmap.spark.internal.vector;

import org.apache.spark.sql.types.DataType;

/** {@code S} as binary, without trailing NULs. */
final class BytesVector extends StridedVector {
  private final int width;

  BytesVector(DataType type, long stride, int width) {
    super(type, stride);
    this.width = width;
  }

  @Override
  public byte[] getBinary(int row) {
    long start = address + row * stride;
    return PaddedBytes.copy(start, PaddedBytes.length(start, width));
  }

  @Override
  StridedVector copy() {
    return new BytesVector(dataType(), stride, width);
  }
}
