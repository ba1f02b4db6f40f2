package io.memmap;

import io.memmap.array.HalfFloat;
import io.memmap.array.ScalarKind;
import java.nio.ByteBuffer;

/**
 * Reads and writes the numbers of one dtype. Each accessor takes the dtypes all of whose values it
 * holds exactly.
 *
 * @param kind of the numbers; null for dtypes without
 * @param ticks whether they are ticks of times, which only long accessors take
 */
record Numbers(ScalarKind kind, boolean ticks, ElementErrors errors) {
  private static final long INT_MASK = 0xffff_ffffL;

  boolean booleanAt(ByteBuffer bytes, int at) {
    if (kind != ScalarKind.BOOL) {
      throw errors.noAccessor("booleanAt");
    }
    return bytes.get(at) != 0;
  }

  int intAt(ByteBuffer bytes, int at) {
    if (kind == ScalarKind.INT32) {
      return bytes.getInt(at);
    }
    if (kind == null || kind.itemsize() > Short.BYTES) {
      throw errors.noAccessor("intAt");
    }
    return small(bytes, at, "intAt");
  }

  private int small(ByteBuffer bytes, int at, String accessor) {
    return switch (kind) {
      case INT8 -> bytes.get(at);
      case UINT8 -> Byte.toUnsignedInt(bytes.get(at));
      case INT16 -> bytes.getShort(at);
      case UINT16 -> Short.toUnsignedInt(bytes.getShort(at));
      default -> throw errors.noAccessor(accessor);
    };
  }

  long longAt(ByteBuffer bytes, int at) {
    if (kind == null) {
      throw errors.noAccessor("longAt");
    }
    return switch (kind) {
      case INT64, UINT64 -> bytes.getLong(at);
      case INT32 -> bytes.getInt(at);
      case UINT32 -> bytes.getInt(at) & INT_MASK;
      default -> small(bytes, at, "longAt");
    };
  }

  float floatAt(ByteBuffer bytes, int at) {
    if (kind == ScalarKind.FLOAT32) {
      return bytes.getFloat(at);
    }
    if (kind == ScalarKind.FLOAT16) {
      return HalfFloat.toFloat(bytes.getShort(at));
    }
    if (kind == null || kind.itemsize() > Short.BYTES) {
      throw errors.noAccessor("floatAt");
    }
    return small(bytes, at, "floatAt");
  }

  double doubleAt(ByteBuffer bytes, int at) {
    if (kind == ScalarKind.FLOAT64) {
      return bytes.getDouble(at);
    }
    if (kind == null) {
      throw errors.noAccessor("doubleAt");
    }
    return switch (kind) {
      case FLOAT32 -> bytes.getFloat(at);
      case FLOAT16 -> HalfFloat.toFloat(bytes.getShort(at));
      case INT32 -> bytes.getInt(at);
      case UINT32 -> bytes.getInt(at) & INT_MASK;
      default -> small(bytes, at, "doubleAt");
    };
  }

  void setBoolean(ByteBuffer bytes, int at, boolean value) {
    if (kind != ScalarKind.BOOL) {
      throw errors.noAccessor("setBoolean");
    }
    bytes.put(at, (byte) (value ? 1 : 0));
  }

  /** Also of smaller integers, if the value fits. */
  void setLong(ByteBuffer bytes, int at, long value, String accessor) {
    boolean integer = kind != null && (kind.code() == 'i' || kind.code() == 'u');
    if (!integer || (ticks && !accessor.equals("setLong"))) {
      throw errors.noAccessor(accessor);
    }
    if (kind.itemsize() < Long.BYTES) {
      int bits = Byte.SIZE * kind.itemsize();
      long least = kind.code() == 'u' ? 0 : -1L << (bits - 1);
      if (value < least || value > least + ((1L << bits) - 1)) {
        throw errors.doesNotFit(Long.toString(value));
      }
    }
    switch (kind.itemsize()) {
      case Byte.BYTES -> bytes.put(at, (byte) value);
      case Short.BYTES -> bytes.putShort(at, (short) value);
      case Integer.BYTES -> bytes.putInt(at, (int) value);
      default -> bytes.putLong(at, value);
    }
  }

  /** Keeps the bits of NaNs, which a conversion to double may change. */
  void setFloat(ByteBuffer bytes, int at, float value) {
    if (kind == ScalarKind.FLOAT32) {
      bytes.putFloat(at, value);
    } else if (kind == ScalarKind.FLOAT16) {
      bytes.putShort(at, HalfFloat.toHalf(value));
    } else if (kind == ScalarKind.FLOAT64) {
      bytes.putDouble(at, value);
    } else {
      throw errors.noAccessor("setFloat");
    }
  }

  /** Rounds to the nearest number of the dtype, as NumPy does. */
  void setDouble(ByteBuffer bytes, int at, double value) {
    if (kind == ScalarKind.FLOAT64) {
      bytes.putDouble(at, value);
    } else if (kind == ScalarKind.FLOAT32) {
      bytes.putFloat(at, (float) value);
    } else if (kind == ScalarKind.FLOAT16) {
      bytes.putShort(at, HalfFloat.toHalf(value));
    } else {
      throw errors.noAccessor("setDouble");
    }
  }
}
