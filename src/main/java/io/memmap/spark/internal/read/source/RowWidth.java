package io.memmap.spark.internal.read.source;

import io.memmap.array.ArrayView;
import io.memmap.array.DType;
import io.memmap.array.StructuredDType;
import io.memmap.array.SubArrayDType;
import java.util.List;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;

/**
 * Bytes of a row once Spark holds it, by the widths of {@code UnsafeRow} and {@code
 * UnsafeArrayData}: what a broadcast or a cache would need, not what the file holds.
 */
public final class RowWidth {
  private static final long ROW_OVERHEAD = 8;
  private static final long ARRAY_OVERHEAD = 8;

  /** Offset and length of a value of variable width. */
  private static final long REFERENCE = 8;

  private RowWidth() {}

  public static long bytes(List<ScanColumn> columns, ArrayView array, long rows) {
    double perRow = ROW_OVERHEAD;
    for (ScanColumn column : columns) {
      DataType type = column.field().dataType();
      double ownWidth = column.dtype().map(dtype -> element(dtype, type)).orElse(8.0);
      perRow += column.view(array).map(view -> width(view, 0, type)).orElse(ownWidth);
    }
    // a double saturates at Long.MAX_VALUE where a product of longs would wrap
    return (long) (perRow * rows);
  }

  private static double width(ArrayView view, int axis, DataType type) {
    if (type instanceof BinaryType && axis < view.rank() - 1) {
      return REFERENCE + view.rowBytes();
    }
    if (!(type instanceof ArrayType array)) {
      return Math.max(8, element(view.dtype(), type));
    }
    double length = view.shape().length(axis + 1);
    DataType inner = array.elementType();
    return list(
        length,
        inner instanceof ArrayType ? width(view, axis + 1, inner) : element(view.dtype(), inner));
  }

  /** Bytes of an array, as a value of a row or of another array. */
  private static double list(double length, double element) {
    return REFERENCE + ARRAY_OVERHEAD + length / 8 + length * element;
  }

  /** Bytes of one element inside an array. */
  private static double element(DType dtype, DataType type) {
    if (dtype instanceof SubArrayDType array) {
      return list((double) array.shape().elements(), element(array.base(), innermost(type)));
    }
    if (type instanceof StructType struct) {
      double width = REFERENCE + ROW_OVERHEAD;
      for (int i = 0; i < struct.size(); i++) {
        DataType member = struct.fields()[i].dataType();
        double memberWidth =
            dtype instanceof StructuredDType fields
                ? element(fields.fields().get(i).dtype(), member)
                : member.defaultSize();
        width += Math.max(8, memberWidth);
      }
      return width;
    }
    boolean variable = type instanceof BinaryType || type instanceof StringType;
    return variable ? REFERENCE + dtype.itemsize() : type.defaultSize();
  }

  private static DataType innermost(DataType type) {
    return type instanceof ArrayType array ? innermost(array.elementType()) : type;
  }
}
