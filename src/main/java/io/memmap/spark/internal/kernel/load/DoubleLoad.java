package io.memmap.spark.internal.kernel.load;

import io.memmap.array.HalfFloat;
import io.memmap.array.ScalarDType;
import org.apache.spark.unsafe.Platform;

/** Loads a stored floating-point number of either byte order as a double. */
public enum DoubleLoad {
  FLOAT16 {
    @Override
    public double at(long address) {
      return HalfFloat.toFloat(Platform.getShort(null, address));
    }
  },

  SWAPPED_FLOAT16 {
    @Override
    public double at(long address) {
      return HalfFloat.toFloat(Short.reverseBytes(Platform.getShort(null, address)));
    }
  },

  FLOAT32 {
    @Override
    public double at(long address) {
      return Platform.getFloat(null, address);
    }
  },

  SWAPPED_FLOAT32 {
    @Override
    public double at(long address) {
      return Float.intBitsToFloat(Integer.reverseBytes(Platform.getInt(null, address)));
    }
  },

  FLOAT64 {
    @Override
    public double at(long address) {
      return Platform.getDouble(null, address);
    }
  },

  SWAPPED_FLOAT64 {
    @Override
    public double at(long address) {
      return Double.longBitsToDouble(Long.reverseBytes(Platform.getLong(null, address)));
    }
  };

  /** The load of a floating-point dtype. */
  public static DoubleLoad of(ScalarDType dtype) {
    boolean swapped = dtype.isSwapped();
    return switch (dtype.kind()) {
      case FLOAT16 -> swapped ? SWAPPED_FLOAT16 : FLOAT16;
      case FLOAT32 -> swapped ? SWAPPED_FLOAT32 : FLOAT32;
      case FLOAT64 -> swapped ? SWAPPED_FLOAT64 : FLOAT64;
      default -> throw new IllegalArgumentException(dtype + " is not a floating-point number");
    };
  }

  public abstract double at(long address);
}
