package io.memmap.spark.internal.vector;

import io.memmap.array.HalfFloat;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.unsafe.Platform;

/** Floating-point numbers, one class for each width and byte order. */
final class Floats {
  private Floats() {}

  /** float16, widened exactly to float or double. */
  static final class Float16Vector extends StridedVector {

    Float16Vector(DataType type, long stride) {
      super(type, stride);
    }

    @Override
    public float getFloat(int row) {
      return HalfFloat.toFloat(Platform.getShort(null, address + row * stride));
    }

    @Override
    public double getDouble(int row) {
      return getFloat(row);
    }

    @Override
    StridedVector copy() {
      return new Float16Vector(dataType(), stride);
    }
  }

  /** float16 in the other byte order, widened exactly to float or double. */
  static final class SwappedFloat16Vector extends StridedVector {

    SwappedFloat16Vector(DataType type, long stride) {
      super(type, stride);
    }

    @Override
    public float getFloat(int row) {
      return HalfFloat.toFloat(Short.reverseBytes(Platform.getShort(null, address + row * stride)));
    }

    @Override
    public double getDouble(int row) {
      return getFloat(row);
    }

    @Override
    StridedVector copy() {
      return new SwappedFloat16Vector(dataType(), stride);
    }
  }

  /** float32 as float or double. */
  static final class Float32Vector extends StridedVector {

    Float32Vector(DataType type, long stride) {
      super(type, stride);
    }

    @Override
    public float getFloat(int row) {
      return Platform.getFloat(null, address + row * stride);
    }

    @Override
    public double getDouble(int row) {
      return getFloat(row);
    }

    @Override
    public float[] getFloats(int row, int count) {
      if (stride != Float.BYTES) {
        return super.getFloats(row, count);
      }
      float[] values = new float[count];
      Platform.copyMemory(
          null,
          address + row * stride,
          values,
          Platform.FLOAT_ARRAY_OFFSET,
          (long) count * Float.BYTES);
      return values;
    }

    @Override
    StridedVector copy() {
      return new Float32Vector(dataType(), stride);
    }
  }

  /** float32 in the other byte order as float or double. */
  static final class SwappedFloat32Vector extends StridedVector {

    SwappedFloat32Vector(DataType type, long stride) {
      super(type, stride);
    }

    @Override
    public float getFloat(int row) {
      return Float.intBitsToFloat(
          Integer.reverseBytes(Platform.getInt(null, address + row * stride)));
    }

    @Override
    public double getDouble(int row) {
      return getFloat(row);
    }

    @Override
    StridedVector copy() {
      return new SwappedFloat32Vector(dataType(), stride);
    }
  }

  /** float64 as double. */
  static final class Float64Vector extends StridedVector {

    Float64Vector(DataType type, long stride) {
      super(type, stride);
    }

    @Override
    public double getDouble(int row) {
      return Platform.getDouble(null, address + row * stride);
    }

    @Override
    public double[] getDoubles(int row, int count) {
      if (stride != Double.BYTES) {
        return super.getDoubles(row, count);
      }
      double[] values = new double[count];
      Platform.copyMemory(
          null,
          address + row * stride,
          values,
          Platform.DOUBLE_ARRAY_OFFSET,
          (long) count * Double.BYTES);
      return values;
    }

    @Override
    StridedVector copy() {
      return new Float64Vector(dataType(), stride);
    }
  }

  /** float64 in the other byte order as double. */
  static final class SwappedFloat64Vector extends StridedVector {

    SwappedFloat64Vector(DataType type, long stride) {
      super(type, stride);
    }

    @Override
    public double getDouble(int row) {
      return Double.longBitsToDouble(
          Long.reverseBytes(Platform.getLong(null, address + row * stride)));
    }

    @Override
    StridedVector copy() {
      return new SwappedFloat64Vector(dataType(), stride);
    }
  }
}
