package io.memmap.spark.internal.kernel.compute;

import io.memmap.array.Endian;
import io.memmap.array.ScalarDType;
import io.memmap.array.ScalarKind;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.unsafe.Platform;

/** The numbers of a block, and the loops over arrays of them, which Java compiles to vectors. */
public enum NumberKind {
  FLOAT(ScalarKind.FLOAT32, Platform.FLOAT_ARRAY_OFFSET) {
    @Override
    Object array(int length) {
      return new float[length];
    }

    @Override
    void apply(Operator operator, Object left, Object right, Object into, int count) {
      float[] a = (float[]) left;
      float[] b = (float[]) right;
      float[] c = (float[]) into;
      switch (operator) {
        case PLUS -> {
          for (int i = 0; i < count; i++) {
            c[i] = a[i] + b[i];
          }
        }
        case MINUS -> {
          for (int i = 0; i < count; i++) {
            c[i] = a[i] - b[i];
          }
        }
        case TIMES -> {
          for (int i = 0; i < count; i++) {
            c[i] = a[i] * b[i];
          }
        }
      }
    }
  },

  DOUBLE(ScalarKind.FLOAT64, Platform.DOUBLE_ARRAY_OFFSET) {
    @Override
    Object array(int length) {
      return new double[length];
    }

    @Override
    void apply(Operator operator, Object left, Object right, Object into, int count) {
      double[] a = (double[]) left;
      double[] b = (double[]) right;
      double[] c = (double[]) into;
      switch (operator) {
        case PLUS -> {
          for (int i = 0; i < count; i++) {
            c[i] = a[i] + b[i];
          }
        }
        case MINUS -> {
          for (int i = 0; i < count; i++) {
            c[i] = a[i] - b[i];
          }
        }
        case TIMES -> {
          for (int i = 0; i < count; i++) {
            c[i] = a[i] * b[i];
          }
        }
      }
    }
  },

  LONG(ScalarKind.INT64, Platform.LONG_ARRAY_OFFSET) {
    @Override
    Object array(int length) {
      return new long[length];
    }

    @Override
    void apply(Operator operator, Object left, Object right, Object into, int count) {
      long[] a = (long[]) left;
      long[] b = (long[]) right;
      long[] c = (long[]) into;
      switch (operator) {
        case PLUS -> {
          for (int i = 0; i < count; i++) {
            c[i] = a[i] + b[i];
          }
        }
        case MINUS -> {
          for (int i = 0; i < count; i++) {
            c[i] = a[i] - b[i];
          }
        }
        case TIMES -> {
          for (int i = 0; i < count; i++) {
            c[i] = a[i] * b[i];
          }
        }
      }
    }
  };

  private final ScalarKind stored;
  private final int offset;

  NumberKind(ScalarKind stored, int offset) {
    this.stored = stored;
    this.offset = offset;
  }

  /** The kind that holds the numbers of a type. */
  public static NumberKind of(DataType type) {
    if (type instanceof FloatType) {
      return FLOAT;
    }
    return type instanceof DoubleType ? DOUBLE : LONG;
  }

  /** How computed numbers lie in memory. */
  public ScalarDType dtype() {
    return new ScalarDType(stored, Endian.NATIVE);
  }

  final int itemsize() {
    return stored.itemsize();
  }

  abstract Object array(int length);

  abstract void apply(Operator operator, Object left, Object right, Object into, int count);

  /** Copies numbers to memory. */
  final void store(Object array, int count, long address) {
    Platform.copyMemory(array, offset, null, address, (long) count * stored.itemsize());
  }
}
