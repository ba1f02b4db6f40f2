package io.memmap.spark.internal.vector;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.Platform;

/** Unsigned integers as wider signed types. */
final class Unsigned {
  private Unsigned() {}

  private static int[] widened(short[] stored) {
    int[] values = new int[stored.length];
    for (int i = 0; i < stored.length; i++) {
      values[i] = stored[i] & 0xffff;
    }
    return values;
  }

  private static long[] widened(int[] stored) {
    long[] values = new long[stored.length];
    for (int i = 0; i < stored.length; i++) {
      values[i] = stored[i] & 0xffffffffL;
    }
    return values;
  }

  /** uint8 as smallint or wider. */
  static final class UInt8Vector extends StridedVector {

    UInt8Vector(DataType type, long stride) {
      super(type, stride);
    }

    @Override
    public short getShort(int row) {
      return (short) (Platform.getByte(null, address + row * stride) & 0xff);
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
      if (stride != Byte.BYTES) {
        return super.getShorts(row, count);
      }
      byte[] stored = Contiguous.bytes(address + row * stride, count);
      short[] values = new short[count];
      for (int i = 0; i < count; i++) {
        values[i] = (short) (stored[i] & 0xff);
      }
      return values;
    }

    @Override
    StridedVector copy() {
      return new UInt8Vector(dataType(), stride);
    }
  }

  /** uint16 as int or bigint. */
  static final class UInt16Vector extends StridedVector {

    UInt16Vector(DataType type, long stride) {
      super(type, stride);
    }

    @Override
    public int getInt(int row) {
      return Platform.getShort(null, address + row * stride) & 0xffff;
    }

    @Override
    public long getLong(int row) {
      return getInt(row);
    }

    @Override
    public int[] getInts(int row, int count) {
      if (stride != Short.BYTES) {
        return super.getInts(row, count);
      }
      return widened(Contiguous.shorts(address + row * stride, count));
    }

    @Override
    StridedVector copy() {
      return new UInt16Vector(dataType(), stride);
    }
  }

  /** uint16 in the other byte order as int or bigint. */
  static final class SwappedUInt16Vector extends StridedVector {

    SwappedUInt16Vector(DataType type, long stride) {
      super(type, stride);
    }

    @Override
    public int getInt(int row) {
      return Short.reverseBytes(Platform.getShort(null, address + row * stride)) & 0xffff;
    }

    @Override
    public long getLong(int row) {
      return getInt(row);
    }

    @Override
    public int[] getInts(int row, int count) {
      if (stride != Short.BYTES) {
        return super.getInts(row, count);
      }
      return widened(Contiguous.swappedShorts(address + row * stride, count));
    }

    @Override
    StridedVector copy() {
      return new SwappedUInt16Vector(dataType(), stride);
    }
  }

  /** uint32 as bigint. */
  static final class UInt32Vector extends StridedVector {

    UInt32Vector(DataType type, long stride) {
      super(type, stride);
    }

    @Override
    public long getLong(int row) {
      return Platform.getInt(null, address + row * stride) & 0xffffffffL;
    }

    @Override
    public long[] getLongs(int row, int count) {
      if (stride != Integer.BYTES) {
        return super.getLongs(row, count);
      }
      return widened(Contiguous.ints(address + row * stride, count));
    }

    @Override
    StridedVector copy() {
      return new UInt32Vector(dataType(), stride);
    }
  }

  /** uint32 in the other byte order as bigint. */
  static final class SwappedUInt32Vector extends StridedVector {

    SwappedUInt32Vector(DataType type, long stride) {
      super(type, stride);
    }

    @Override
    public long getLong(int row) {
      return Integer.reverseBytes(Platform.getInt(null, address + row * stride)) & 0xffffffffL;
    }

    @Override
    public long[] getLongs(int row, int count) {
      if (stride != Integer.BYTES) {
        return super.getLongs(row, count);
      }
      return widened(Contiguous.swappedInts(address + row * stride, count));
    }

    @Override
    StridedVector copy() {
      return new SwappedUInt32Vector(dataType(), stride);
    }
  }

  /** uint64 in either byte order as decimal(20,0), or as bigint when all values fit one. */
  static final class UInt64Vector extends StridedVector {
    private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(64);

    private final boolean swapped;
    private final String label;

    /**
     * @param label names column and file in the error of a value that does not fit bigint
     */
    UInt64Vector(DataType type, long stride, boolean swapped, String label) {
      super(type, stride);
      this.swapped = swapped;
      this.label = label;
    }

    @Override
    public long getLong(int row) {
      long value = bits(row);
      if (value < 0) {
        throw VectorErrors.doesNotFitBigint(label, unsigned(value));
      }
      return value;
    }

    @Override
    public Decimal getDecimal(int row, int precision, int scale) {
      long value = bits(row);
      BigDecimal exact = value >= 0 ? BigDecimal.valueOf(value) : new BigDecimal(unsigned(value));
      return Decimal.apply(exact, precision, scale);
    }

    private long bits(int row) {
      long stored = Platform.getLong(null, address + row * stride);
      return swapped ? Long.reverseBytes(stored) : stored;
    }

    private static BigInteger unsigned(long value) {
      return BigInteger.valueOf(value).add(TWO_TO_64);
    }

    @Override
    StridedVector copy() {
      return new UInt64Vector(dataType(), stride, swapped, label);
    }
  }
}
