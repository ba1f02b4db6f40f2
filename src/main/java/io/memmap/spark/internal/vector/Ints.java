package io.memmap.spark.internal.vector;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.unsafe.Platform;

/**
 * Integers, unsigned ones as wider signed types. There is one class for all that Spark reads as the
 * same type, as for {@link Floats}.
 */
final class Ints {
  private Ints() {}

  /** int8 as tinyint or wider. */
  static final class ByteVector extends StridedVector {

    ByteVector(DataType type, long stride) {
      super(type, stride);
    }

    @Override
    public byte getByte(int row) {
      return Platform.getByte(null, address + row * stride);
    }

    @Override
    public short getShort(int row) {
      return getByte(row);
    }

    @Override
    public int getInt(int row) {
      return getByte(row);
    }

    @Override
    public long getLong(int row) {
      return getByte(row);
    }

    @Override
    public byte[] getBytes(int row, int count) {
      return stride == Byte.BYTES
          ? Contiguous.bytes(address + row * stride, count)
          : super.getBytes(row, count);
    }

    @Override
    StridedVector copy() {
      return new ByteVector(dataType(), stride);
    }
  }

  /** uint8, and int16 in either byte order, as smallint or wider. */
  static final class ShortVector extends StridedVector {
    private final boolean unsigned;
    private final boolean swapped;

    ShortVector(DataType type, long stride, boolean unsigned, boolean swapped) {
      super(type, stride);
      this.unsigned = unsigned;
      this.swapped = swapped;
    }

    @Override
    public short getShort(int row) {
      long at = address + row * stride;
      if (unsigned) {
        return (short) (Platform.getByte(null, at) & 0xff);
      }
      short stored = Platform.getShort(null, at);
      return swapped ? Short.reverseBytes(stored) : stored;
    }

    @Override
    public int getInt(int row) {
      return getShort(row);
    }

    @Override
    public long getLong(int row) {
      return getShort(row);
    }

    @Override
    public short[] getShorts(int row, int count) {
      if (stride != (unsigned ? Byte.BYTES : Short.BYTES)) {
        return super.getShorts(row, count);
      }
      long at = address + row * stride;
      return unsigned
          ? widened(Contiguous.bytes(at, count))
          : Contiguous.shorts(at, count, swapped);
    }

    private static short[] widened(byte[] stored) {
      short[] values = new short[stored.length];
      for (int i = 0; i < stored.length; i++) {
        values[i] = (short) (stored[i] & 0xff);
      }
      return values;
    }

    @Override
    StridedVector copy() {
      return new ShortVector(dataType(), stride, unsigned, swapped);
    }
  }

  /** uint16 and int32 in either byte order, as int or bigint. */
  static final class IntVector extends StridedVector {
    private final boolean unsigned;
    private final boolean swapped;

    IntVector(DataType type, long stride, boolean unsigned, boolean swapped) {
      super(type, stride);
      this.unsigned = unsigned;
      this.swapped = swapped;
    }

    @Override
    public int getInt(int row) {
      long at = address + row * stride;
      if (unsigned) {
        short stored = Platform.getShort(null, at);
        return (swapped ? Short.reverseBytes(stored) : stored) & 0xffff;
      }
      int stored = Platform.getInt(null, at);
      return swapped ? Integer.reverseBytes(stored) : stored;
    }

    @Override
    public long getLong(int row) {
      return getInt(row);
    }

    @Override
    public int[] getInts(int row, int count) {
      if (stride != (unsigned ? Short.BYTES : Integer.BYTES)) {
        return super.getInts(row, count);
      }
      long at = address + row * stride;
      return unsigned
          ? widened(Contiguous.shorts(at, count, swapped))
          : Contiguous.ints(at, count, swapped);
    }

    private static int[] widened(short[] stored) {
      int[] values = new int[stored.length];
      for (int i = 0; i < stored.length; i++) {
        values[i] = stored[i] & 0xffff;
      }
      return values;
    }

    @Override
    StridedVector copy() {
      return new IntVector(dataType(), stride, unsigned, swapped);
    }
  }

  /** uint32 and int64 in either byte order, as bigint. */
  static final class LongVector extends StridedVector {
    private final boolean unsigned;
    private final boolean swapped;

    LongVector(DataType type, long stride, boolean unsigned, boolean swapped) {
      super(type, stride);
      this.unsigned = unsigned;
      this.swapped = swapped;
    }

    @Override
    public long getLong(int row) {
      long at = address + row * stride;
      if (unsigned) {
        int stored = Platform.getInt(null, at);
        return (swapped ? Integer.reverseBytes(stored) : stored) & 0xffffffffL;
      }
      long stored = Platform.getLong(null, at);
      return swapped ? Long.reverseBytes(stored) : stored;
    }

    @Override
    public long[] getLongs(int row, int count) {
      if (stride != (unsigned ? Integer.BYTES : Long.BYTES)) {
        return super.getLongs(row, count);
      }
      long at = address + row * stride;
      return unsigned
          ? widened(Contiguous.ints(at, count, swapped))
          : Contiguous.longs(at, count, swapped);
    }

    private static long[] widened(int[] stored) {
      long[] values = new long[stored.length];
      for (int i = 0; i < stored.length; i++) {
        values[i] = stored[i] & 0xffffffffL;
      }
      return values;
    }

    @Override
    StridedVector copy() {
      return new LongVector(dataType(), stride, unsigned, swapped);
    }
  }
}
