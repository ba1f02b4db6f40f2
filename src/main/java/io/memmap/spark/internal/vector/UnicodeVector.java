package io.memmap.spark.internal.vector;

import io.memmap.array.UnicodeDType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;

/** {@code U} of either byte order as string, without trailing NULs. */
final class UnicodeVector extends StridedVector {
  private final int points;
  private final boolean swapped;
  private final String label;

  /**
   * Reads UTF-32.
   *
   * @param points code points of a value, padding included
   * @param label names column and file in the error of a code point that is not a character
   */
  UnicodeVector(DataType type, long stride, int points, boolean swapped, String label) {
    super(type, stride);
    this.points = points;
    this.swapped = swapped;
    this.label = label;
  }

  @Override
  public UTF8String getUTF8String(int row) {
    long start = address + row * stride;
    int length = points;
    while (length > 0 && point(start, length - 1) == 0) {
      length--;
    }
    long bytes = 0;
    for (int i = 0; i < length; i++) {
      int point = point(start, i);
      if (!UnicodeDType.isCharacter(point)) {
        throw VectorErrors.notACharacter(label, point);
      }
      bytes += Utf8.width(point);
    }
    return UTF8String.fromBytes(encoded(start, length, Math.toIntExact(bytes)));
  }

  private byte[] encoded(long start, int length, int bytes) {
    byte[] text = new byte[bytes];
    int at = 0;
    for (int i = 0; i < length; i++) {
      at = Utf8.put(point(start, i), text, at);
    }
    return text;
  }

  private int point(long start, int i) {
    int stored = Platform.getInt(null, start + (long) i * UnicodeDType.POINT_BYTES);
    return swapped ? Integer.reverseBytes(stored) : stored;
  }

  @Override
  StridedVector copy() {
    return new UnicodeVector(dataType(), stride, points, swapped, label);
  }
}
