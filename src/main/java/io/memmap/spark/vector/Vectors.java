package io.memmap.spark.vector;

import io.memmap.array.ArrayView;
import io.memmap.array.Endian;
import io.memmap.array.ScalarDType;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;

/** Chooses the vector for a view and the Spark type that it is read as. */
public final class Vectors {
  private Vectors() {}

  /**
   * Makes the vector of one column.
   *
   * @param view rows first; its strides hold in memory, its offset does not matter
   * @param type what the schema says: the dtype's own type or a wider one, in as many array types
   *     as the view has axes behind the first
   * @param label names column and file in errors of single values
   */
  public static StridedVector of(ArrayView view, DataType type, String label) {
    return axis(view, 0, type, label);
  }

  private static StridedVector axis(ArrayView view, int axis, DataType type, String label) {
    if (axis == view.rank() - 1) {
      return scalar((ScalarDType) view.dtype(), type, view.stride(axis), label);
    }
    StridedVector elements = axis(view, axis + 1, ((ArrayType) type).elementType(), label);
    int length = Math.toIntExact(view.shape().length(axis + 1));
    return new ArrayVector(type, view.stride(axis), length, elements);
  }

  private static StridedVector scalar(ScalarDType dtype, DataType type, long stride, String label) {
    boolean swapped = dtype.itemsize() > 1 && dtype.endian() != Endian.NATIVE;
    return switch (dtype.kind()) {
      case BOOL -> new BoolVector(type, stride);
      case INT8 -> new Int8Vector(type, stride);
      case UINT8 -> new UInt8Vector(type, stride);
      case UINT64 -> new UInt64Vector(type, stride, swapped, label);
      case INT16 -> swapped ? new SwappedInt16Vector(type, stride) : new Int16Vector(type, stride);
      case INT32 -> swapped ? new SwappedInt32Vector(type, stride) : new Int32Vector(type, stride);
      case INT64 -> swapped ? new SwappedInt64Vector(type, stride) : new Int64Vector(type, stride);
      case UINT16 ->
          swapped ? new SwappedUInt16Vector(type, stride) : new UInt16Vector(type, stride);
      case UINT32 ->
          swapped ? new SwappedUInt32Vector(type, stride) : new UInt32Vector(type, stride);
      case FLOAT16 ->
          swapped ? new SwappedFloat16Vector(type, stride) : new Float16Vector(type, stride);
      case FLOAT32 ->
          swapped ? new SwappedFloat32Vector(type, stride) : new Float32Vector(type, stride);
      case FLOAT64 ->
          swapped ? new SwappedFloat64Vector(type, stride) : new Float64Vector(type, stride);
    };
  }
}
