package io.memmap.spark.internal.vector;

import io.memmap.array.HalfFloat;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.unsafe.Platform;

/**
 * Floating-point numbers. There is one class for all that Spark reads as the same type: the JIT
 * compiler inlines a getter into a loop only while the loop has seen two classes at most, and one
 * JVM may run the same query for arrays of every width and byte order.
 */
final class Floats {
  private Floats() {}

  /** float16 and float32 in either byte order, exactly as float or double. */
  static final class FloatVector extends StridedVector {
    private final boolean half;
    private final boolean swapped;

    FloatVector(DataType type, long stride, boolean half, boolean swapped) {
      super(type, stride);
      this.half = half;
      this.swapped = swapped;
    }

    @Override
    public float getFloat(int row) {
      long at = address + row * stride;
      if (half) {
        short bits = Platform.getShort(null, at);
        return HalfFloat.toFloat(swapped ? Short.reverseBytes(bits) : bits);
      }
      return swapped
          ? Float.intBitsToFloat(Integer.reverseBytes(Platform.getInt(null, at)))
          : Platform.getFloat(null, at);
    }

    @Override
    public double getDouble(int row) {
      return getFloat(row);
    }

    @Override
    public float[] getFloats(int row, int count) {
      if (stride != (half ? Short.BYTES : Float.BYTES)) {
        return super.getFloats(row, count);
      }
      long at = address + row * stride;
      if (half) {
        return widened(Contiguous.shorts(at, count, swapped));
      }
      return swapped ? floats(Contiguous.ints(at, count, true)) : Contiguous.floats(at, count);
    }

    private static float[] widened(short[] halves) {
      float[] values = new float[halves.length];
      for (int i = 0; i < halves.length; i++) {
        values[i] = HalfFloat.toFloat(halves[i]);
      }
      return values;
    }

    private static float[] floats(int[] bits) {
      float[] values = new float[bits.length];
      for (int i = 0; i < bits.length; i++) {
        values[i] = Float.intBitsToFloat(bits[i]);
      }
      return values;
    }

    @Override
    StridedVector copy() {
      return new FloatVector(dataType(), stride, half, swapped);
    }
  }

  /** float64 in either byte order as double. */
  static final class DoubleVector extends StridedVector {
    private final boolean swapped;

    DoubleVector(DataType type, long stride, boolean swapped) {
      super(type, stride);
      this.swapped = swapped;
    }

    @Override
    public double getDouble(int row) {
      long at = address + row * stride;
      return swapped
          ? Double.longBitsToDouble(Long.reverseBytes(Platform.getLong(null, at)))
          : Platform.getDouble(null, at);
    }

    @Override
    public double[] getDoubles(int row, int count) {
      if (stride != Double.BYTES) {
        return super.getDoubles(row, count);
      }
      long at = address + row * stride;
      return swapped ? doubles(Contiguous.longs(at, count, true)) : Contiguous.doubles(at, count);
    }

    private static double[] doubles(long[] bits) {
      double[] values = new double[bits.length];
      for (int i = 0; i < bits.length; i++) {
        values[i] = Double.longBitsToDouble(bits[i]);
      }
      return values;
    }

    @Override
    StridedVector copy() {
      return new DoubleVector(dataType(), stride, swapped);
    }
  }
}
