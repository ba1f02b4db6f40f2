package io.memmap.spark.internal.vector;

import io.memmap.array.ArraySpec;
import io.memmap.array.ArrayView;
import io.memmap.array.ComplexDType;
import io.memmap.array.DType;
import io.memmap.array.DTypeField;
import io.memmap.array.Order;
import io.memmap.array.ScalarDType;
import io.memmap.array.Shape;
import io.memmap.array.StructuredDType;
import io.memmap.array.SubArrayDType;
import io.memmap.array.TickUnit;
import io.memmap.array.TimeDType;
import io.memmap.array.UnicodeDType;
import io.memmap.array.VoidDType;
import java.util.Arrays;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.YearMonthIntervalType;

/** Makes the vector for a view and the Spark type that it is read as. */
public final class Vectors {
  private Vectors() {}

  /**
   * Makes the vector of one column.
   *
   * @param view first axis is the rows; with the strides of memory; its offset is ignored
   * @param type of the column: an array type for each axis of the view after the first, around a
   *     type that the dtype can be read as; or binary, for rows as bytes
   * @param label names column and file in errors of single values
   */
  public static StridedVector of(ArrayView view, DataType type, String label) {
    return axis(view, 0, type, label);
  }

  private static StridedVector axis(ArrayView view, int axis, DataType type, String label) {
    if (axis == view.rank() - 1) {
      return element(view.dtype(), type, view.stride(axis), label);
    }
    if (type instanceof BinaryType) {
      return new RowBytesVector(type, view);
    }
    StridedVector elements = axis(view, axis + 1, ((ArrayType) type).elementType(), label);
    int length = Math.toIntExact(view.shape().length(axis + 1));
    return new ArrayVector(type, view.stride(axis), length, elements);
  }

  /** A vector of elements of any dtype, {@code stride} bytes apart. */
  static StridedVector element(DType dtype, DataType type, long stride, String label) {
    if (dtype instanceof ScalarDType scalar) {
      return scalar(scalar, type, stride, label);
    } else if (dtype instanceof ComplexDType complex) {
      return complex(complex, (StructType) type, stride, label);
    } else if (dtype instanceof StructuredDType structured) {
      return struct(structured, (StructType) type, stride, label);
    } else if (dtype instanceof SubArrayDType) {
      return subArray(dtype, type, stride, label);
    } else if (dtype instanceof TimeDType && type instanceof StructType box) {
      StridedVector value = element(dtype, box.fields()[0].dataType(), stride, label);
      return new StructVector(type, stride, new StridedVector[] {value}, new int[] {0});
    } else if (dtype instanceof TimeDType time) {
      return time(time, type, stride, label);
    } else if (dtype instanceof UnicodeDType text) {
      boolean swapped = text.endian().isSwapped();
      return new UnicodeVector(type, stride, text.length(), swapped, label);
    } else if (dtype instanceof VoidDType) {
      return new VoidVector(type, stride, dtype.itemsize());
    }
    return type instanceof BinaryType
        ? new BytesVector(type, stride, dtype.itemsize())
        : new Utf8Vector(type, stride, dtype.itemsize(), label);
  }

  private static StridedVector complex(
      ComplexDType dtype, StructType type, long stride, String label) {
    StridedVector[] parts = new StridedVector[2];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = scalar(dtype.partDType(), type.fields()[i].dataType(), stride, label);
    }
    return new StructVector(type, stride, parts, new int[] {0, dtype.partDType().itemsize()});
  }

  private static StridedVector struct(
      StructuredDType dtype, StructType type, long stride, String label) {
    int count = dtype.fields().size();
    StridedVector[] children = new StridedVector[count];
    int[] offsets = new int[count];
    for (int i = 0; i < count; i++) {
      DTypeField field = dtype.fields().get(i);
      children[i] = element(field.dtype(), type.fields()[i].dataType(), stride, label);
      offsets[i] = field.offset();
    }
    return new StructVector(type, stride, children, offsets);
  }

  /** A subarray is a further axis: its rows are as far apart as the elements. */
  private static StridedVector subArray(DType dtype, DataType type, long stride, String label) {
    ArrayView one = new ArraySpec(dtype, Shape.of(1), Order.C, 0).view();
    long[] strides = new long[one.rank()];
    Arrays.setAll(strides, axis -> axis == 0 ? stride : one.stride(axis));
    return axis(one.laidOut(0, strides), 0, type, label);
  }

  private static StridedVector time(TimeDType dtype, DataType type, long stride, String label) {
    if (type instanceof LongType) {
      return new Times.TicksVector(type, stride, dtype, label);
    } else if (type instanceof YearMonthIntervalType) {
      return new Times.WholeTicksVector(type, stride, dtype, label);
    } else if (!(type instanceof DateType)) {
      return new Times.MicrosVector(type, stride, dtype, label);
    }
    return dtype.unit() == TickUnit.YEAR || dtype.unit() == TickUnit.MONTH
        ? new Times.CalendarVector(type, stride, dtype, label)
        : new Times.WholeTicksVector(type, stride, dtype, label);
  }

  private static StridedVector scalar(ScalarDType dtype, DataType type, long stride, String label) {
    boolean swapped = dtype.isSwapped();
    return switch (dtype.kind()) {
      case BOOL -> new BoolVector(type, stride);
      case INT8 -> new Ints.ByteVector(type, stride);
      case UINT8 -> new Ints.ShortVector(type, stride, true, false);
      case INT16 -> new Ints.ShortVector(type, stride, false, swapped);
      case UINT16 -> new Ints.IntVector(type, stride, true, swapped);
      case INT32 -> new Ints.IntVector(type, stride, false, swapped);
      case UINT32 -> new Ints.LongVector(type, stride, true, swapped);
      case INT64 -> new Ints.LongVector(type, stride, false, swapped);
      case UINT64 -> new UInt64Vector(type, stride, swapped, label);
      case FLOAT16 -> new Floats.FloatVector(type, stride, true, swapped);
      case FLOAT32 -> new Floats.FloatVector(type, stride, false, swapped);
      case FLOAT64 -> new Floats.DoubleVector(type, stride, swapped);
    };
  }
}
