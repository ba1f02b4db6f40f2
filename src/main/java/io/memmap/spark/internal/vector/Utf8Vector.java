package io.memmap.spark.internal.vector;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * {@code S} as string, without trailing NULs. The strings point at the stored bytes; Spark copies
 * those that it keeps, as it does with its own off-heap vectors.
 */
final class Utf8Vector extends StridedVector {
  private final int width;
  private final String label;

  /**
   * @param label names column and file in the error of bytes that are not UTF-8
   */
  Utf8Vector(DataType type, long stride, int width, String label) {
    super(type, stride);
    this.width = width;
    this.label = label;
  }

  @Override
  public UTF8String getUTF8String(int row) {
    long start = address + row * stride;
    int length = PaddedBytes.length(start, width);
    if (Utf8.validLength(start, length) < length) {
      throw VectorErrors.notUtf8(label, PaddedBytes.copy(start, length));
    }
    return UTF8String.fromAddress(null, start, length);
  }

  @Override
  StridedVector copy() {
    return new Utf8Vector(dataType(), stride, width, label);
  }
}
