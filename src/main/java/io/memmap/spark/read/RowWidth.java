package io.memmap.spark.read;

import io.memmap.array.ArrayView;
import java.util.List;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;

/**
 * Bytes of a row once Spark holds it, by the widths of {@code UnsafeRow} and {@code
 * UnsafeArrayData}: what a broadcast or a cache would need, not what the file holds.
 */
final class RowWidth {
  private static final long ROW_OVERHEAD = 8;
  private static final long ARRAY_OVERHEAD = 8;

  private RowWidth() {}

  static long bytes(List<ScanColumn> columns, long rows) {
    double perRow = ROW_OVERHEAD;
    for (ScanColumn column : columns) {
      DataType type = column.field().dataType();
      perRow += column.view().map(view -> width(view, 0, type)).orElse(8.0);
    }
    // a double saturates at Long.MAX_VALUE where a product of longs would wrap
    return (long) (perRow * rows);
  }

  private static double width(ArrayView view, int axis, DataType type) {
    if (!(type instanceof ArrayType array)) {
      return Math.max(8, type.defaultSize());
    }
    double length = view.shape().length(axis + 1);
    boolean nested = array.elementType() instanceof ArrayType;
    double element =
        nested ? 8 + width(view, axis + 1, array.elementType()) : array.elementType().defaultSize();
    return 8 + ARRAY_OVERHEAD + length / 8 + length * element;
  }
}
