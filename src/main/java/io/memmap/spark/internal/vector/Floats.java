package io.memmap.spark.internal.vector;

import io.memmap.array.HalfFloat;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.unsafe.Platform;

/** Floating-point numbers, one class for each width and byte order. */
final class Floats {
  private Floats() {}

  private static float[] widened(short[] stored) {
    float[] values = new float[stored.length];
    for (int i = 0; i < stored.length; i++) {
      values[i] = HalfFloat.toFloat(stored[i]);
    }
    return values;
  }

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
    public float[] getFloats(int row, int count) {
      if (stride != Short.BYTES) {
        return super.getFloats(row, count);
      }
      return widened(Contiguous.shorts(address + row * stride, count));
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
    public float[] getFloats(int row, int count) {
      if (stride != Short.BYTES) {
        return super.getFloats(row, count);
      }
      return widened(Contiguous.swappedShorts(address + row * stride, count));
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
      return Contiguous.floats(address + row * stride, count);
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
    public float[] getFloats(int row, int count) {
      if (stride != Float.BYTES) {
        return super.getFloats(row, count);
      }
      int[] bits = Contiguous.swappedInts(address + row * stride, count);
      float[] values = new float[count];
      for (int i = 0; i < count; i++) {
        values[i] = Float.intBitsToFloat(bits[i]);
      }
      return values;
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
      return Contiguous.doubles(address + row * stride, count);
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
    public double[] getDoubles(int row, int count) {
      if (stride != Double.BYTES) {
        return super.getDoubles(row, count);
      }
      long[] bits = Contiguous.swappedLongs(address + row * stride, count);
      double[] values = new double[count];
      for (int i = 0; i < count; i++) {
        values[i] = Double.longBitsToDouble(bits[i]);
      }
      return values;
    }

    @Override
    StridedVector copy() {
      return new SwappedFloat64Vector(dataType(), stride);
    }
  }
}
