package io.memmap.spark.internal.kernel.load;

import io.memmap.array.ScalarDType;
import org.apache.spark.unsafe.Platform;

/**
 * Loads a stored integer of either byte order as a long. uint64, which does not fit, is loaded
 * shifted down by 2<sup>63</sup>, which keeps its order, or as one of its halves.
 */
public enum LongLoad {
  /** 0 for false, 1 for true: byte 0 is false, any other byte is true. */
  BOOL(1) {
    @Override
    public long at(long address) {
      return Platform.getByte(null, address) == 0 ? 0 : 1;
    }
  },

  INT8(7) {
    @Override
    public long at(long address) {
      return Platform.getByte(null, address);
    }
  },

  UINT8(8) {
    @Override
    public long at(long address) {
      return Platform.getByte(null, address) & 0xFF;
    }
  },

  INT16(15) {
    @Override
    public long at(long address) {
      return Platform.getShort(null, address);
    }
  },

  SWAPPED_INT16(15) {
    @Override
    public long at(long address) {
      return Short.reverseBytes(Platform.getShort(null, address));
    }
  },

  UINT16(16) {
    @Override
    public long at(long address) {
      return Platform.getShort(null, address) & 0xFFFF;
    }
  },

  SWAPPED_UINT16(16) {
    @Override
    public long at(long address) {
      return Short.reverseBytes(Platform.getShort(null, address)) & 0xFFFF;
    }
  },

  INT32(31) {
    @Override
    public long at(long address) {
      return Platform.getInt(null, address);
    }
  },

  SWAPPED_INT32(31) {
    @Override
    public long at(long address) {
      return Integer.reverseBytes(Platform.getInt(null, address));
    }
  },

  UINT32(32) {
    @Override
    public long at(long address) {
      return Platform.getInt(null, address) & 0xFFFF_FFFFL;
    }
  },

  SWAPPED_UINT32(32) {
    @Override
    public long at(long address) {
      return Integer.reverseBytes(Platform.getInt(null, address)) & 0xFFFF_FFFFL;
    }
  },

  INT64(63) {
    @Override
    public long at(long address) {
      return Platform.getLong(null, address);
    }
  },

  SWAPPED_INT64(63) {
    @Override
    public long at(long address) {
      return Long.reverseBytes(Platform.getLong(null, address));
    }
  },

  SHIFTED_UINT64(63) {
    @Override
    public long at(long address) {
      return Platform.getLong(null, address) ^ Long.MIN_VALUE;
    }
  },

  SWAPPED_SHIFTED_UINT64(63) {
    @Override
    public long at(long address) {
      return Long.reverseBytes(Platform.getLong(null, address)) ^ Long.MIN_VALUE;
    }
  },

  UPPER_UINT64(32) {
    @Override
    public long at(long address) {
      return Platform.getLong(null, address) >>> 32;
    }
  },

  SWAPPED_UPPER_UINT64(32) {
    @Override
    public long at(long address) {
      return Long.reverseBytes(Platform.getLong(null, address)) >>> 32;
    }
  },

  LOWER_UINT64(32) {
    @Override
    public long at(long address) {
      return Platform.getLong(null, address) & 0xFFFF_FFFFL;
    }
  },

  SWAPPED_LOWER_UINT64(32) {
    @Override
    public long at(long address) {
      return Long.reverseBytes(Platform.getLong(null, address)) & 0xFFFF_FFFFL;
    }
  };

  private final int bits;

  LongLoad(int bits) {
    this.bits = bits;
  }

  /** The load of an integer dtype; uint64 is shifted. */
  public static LongLoad of(ScalarDType dtype) {
    boolean swapped = dtype.isSwapped();
    return switch (dtype.kind()) {
      case INT8 -> INT8;
      case UINT8 -> UINT8;
      case INT16 -> swapped ? SWAPPED_INT16 : INT16;
      case UINT16 -> swapped ? SWAPPED_UINT16 : UINT16;
      case INT32 -> swapped ? SWAPPED_INT32 : INT32;
      case UINT32 -> swapped ? SWAPPED_UINT32 : UINT32;
      case INT64 -> swapped ? SWAPPED_INT64 : INT64;
      case UINT64 -> swapped ? SWAPPED_SHIFTED_UINT64 : SHIFTED_UINT64;
      default -> throw new IllegalArgumentException(dtype + " is not an integer");
    };
  }

  /** The upper half of uint64. */
  public static LongLoad upperHalf(ScalarDType uint64) {
    return uint64.isSwapped() ? SWAPPED_UPPER_UINT64 : UPPER_UINT64;
  }

  /** The lower half of uint64. */
  public static LongLoad lowerHalf(ScalarDType uint64) {
    return uint64.isSwapped() ? SWAPPED_LOWER_UINT64 : LOWER_UINT64;
  }

  public abstract long at(long address);

  /** The absolute value of a loaded number is at most 2 to the power of this. */
  public int bits() {
    return bits;
  }

  /** The least number that is loaded. */
  public long least() {
    boolean signed = bits % Byte.SIZE == Byte.SIZE - 1;
    return signed ? -greatest() - 1 : 0;
  }

  /** The greatest number that is loaded. */
  public long greatest() {
    return (1L << bits) - 1; // of 63 bits, too
  }
}
