package io.memmap.spark.internal.vector;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.unsafe.Platform;

/** Signed integers, one class for each width and byte order. */
final class Ints {
  private Ints() {}

  /** int8 as tinyint or wider. */
  static final class Int8Vector extends StridedVector {

    Int8Vector(DataType type, long stride) {
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
      if (stride != Byte.BYTES) {
        return super.getBytes(row, count);
      }
      return Contiguous.bytes(address + row * stride, count);
    }

    @Override
    StridedVector copy() {
      return new Int8Vector(dataType(), stride);
    }
  }

  /** int16 as smallint or wider. */
  static final class Int16Vector extends StridedVector {

    Int16Vector(DataType type, long stride) {
      super(type, stride);
    }

    @Override
    public short getShort(int row) {
      return Platform.getShort(null, address + row * stride);
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
      if (stride != Short.BYTES) {
        return super.getShorts(row, count);
      }
      return Contiguous.shorts(address + row * stride, count);
    }

    @Override
    StridedVector copy() {
      return new Int16Vector(dataType(), stride);
    }
  }

  /** int16 in the other byte order as smallint or wider. */
  static final class SwappedInt16Vector extends StridedVector {

    SwappedInt16Vector(DataType type, long stride) {
      super(type, stride);
    }

    @Override
    public short getShort(int row) {
      return Short.reverseBytes(Platform.getShort(null, address + row * stride));
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
      if (stride != Short.BYTES) {
        return super.getShorts(row, count);
      }
      return Contiguous.swappedShorts(address + row * stride, count);
    }

    @Override
    StridedVector copy() {
      return new SwappedInt16Vector(dataType(), stride);
    }
  }

  /** int32 as int or bigint. */
  static final class Int32Vector extends StridedVector {

    Int32Vector(DataType type, long stride) {
      super(type, stride);
    }

    @Override
    public int getInt(int row) {
      return Platform.getInt(null, address + row * stride);
    }

    @Override
    public long getLong(int row) {
      return getInt(row);
    }

    @Override
    public int[] getInts(int row, int count) {
      if (stride != Integer.BYTES) {
        return super.getInts(row, count);
      }
      return Contiguous.ints(address + row * stride, count);
    }

    @Override
    StridedVector copy() {
      return new Int32Vector(dataType(), stride);
    }
  }

  /** int32 in the other byte order as int or bigint. */
  static final class SwappedInt32Vector extends StridedVector {

    SwappedInt32Vector(DataType type, long stride) {
      super(type, stride);
    }

    @Override
    public int getInt(int row) {
      return Integer.reverseBytes(Platform.getInt(null, address + row * stride));
    }

    @Override
    public long getLong(int row) {
      return getInt(row);
    }

    @Override
    public int[] getInts(int row, int count) {
      if (stride != Integer.BYTES) {
        return super.getInts(row, count);
      }
      return Contiguous.swappedInts(address + row * stride, count);
    }

    @Override
    StridedVector copy() {
      return new SwappedInt32Vector(dataType(), stride);
    }
  }

  /** int64 as bigint. */
  static final class Int64Vector extends StridedVector {

    Int64Vector(DataType type, long stride) {
      super(type, stride);
    }

    @Override
    public long getLong(int row) {
      return Platform.getLong(null, address + row * stride);
    }

    @Override
    public long[] getLongs(int row, int count) {
      if (stride != Long.BYTES) {
        return super.getLongs(row, count);
      }
      return Contiguous.longs(address + row * stride, count);
    }

    @Override
    StridedVector copy() {
      return new Int64Vector(dataType(), stride);
    }
  }

  /** int64 in the other byte order as bigint. */
  static final class SwappedInt64Vector extends StridedVector {

    SwappedInt64Vector(DataType type, long stride) {
      super(type, stride);
    }

    @Override
    public long getLong(int row) {
      return Long.reverseBytes(Platform.getLong(null, address + row * stride));
    }

    @Override
    public long[] getLongs(int row, int count) {
      if (stride != Long.BYTES) {
        return super.getLongs(row, count);
      }
      return Contiguous.swappedLongs(address + row * stride, count);
    }

    @Override
    StridedVector copy() {
      return new SwappedInt64Vector(dataType(), stride);
    }
  }
}
