package io.memmap.spark.internal.vector;

import io.memmap.array.ArraySpec;
import io.memmap.array.ArrayView;
import io.memmap.array.Endian;
import io.memmap.array.HalfReference;
import io.memmap.array.Order;
import io.memmap.array.ScalarDType;
import io.memmap.array.ScalarKind;
import io.memmap.array.Shape;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** Values of a dtype: their bits, their bytes in memory and their Java values. */
final class StoredValues {
  private final ScalarDType dtype;
  private final long[] bits;

  StoredValues(ScalarDType dtype, long... bits) {
    this.dtype = dtype;
    this.bits = bits.clone();
  }

  /** The limits of a kind and the values around them. */
  static StoredValues extremes(ScalarDType dtype) {
    return new StoredValues(
        dtype,
        switch (dtype.kind()) {
          case BOOL -> new long[] {0, 1, 2, 0x7f, 0x80, 0xff};
          case FLOAT16 ->
              new long[] {
                0, 0x8000, 1, 0x3ff, 0x400, 0x3c00, 0xbc00, 0x7bff, 0x7c00, 0xfc00, 0x7e01
              };
          case FLOAT32 -> floats();
          case FLOAT64 -> doubles();
          default -> integers(dtype.itemsize() * 8);
        });
  }

  private static long[] integers(int width) {
    long least = -1L << (width - 1);
    return new long[] {0, 1, -1, 2, -2, least, least + 1, ~least, ~least - 1, 0x0102030405060708L};
  }

  private static long[] floats() {
    return new long[] {
      Float.floatToRawIntBits(1.5f),
      Float.floatToRawIntBits(-0.0f),
      Float.floatToRawIntBits(Float.MIN_VALUE),
      Float.floatToRawIntBits(-Float.MAX_VALUE),
      Float.floatToRawIntBits(Float.NEGATIVE_INFINITY),
      0x7fc02000
    };
  }

  private static long[] doubles() {
    return new long[] {
      Double.doubleToRawLongBits(Math.PI),
      Double.doubleToRawLongBits(-0.0),
      Double.doubleToRawLongBits(Double.MIN_VALUE),
      Double.doubleToRawLongBits(-Double.MAX_VALUE),
      Double.doubleToRawLongBits(Double.POSITIVE_INFINITY),
      0x7ff8_dead_beef_0001L
    };
  }

  ScalarDType dtype() {
    return dtype;
  }

  /** The bytes of value {@code i}, the lowest one first. */
  long bits(int i) {
    return bits[i];
  }

  int count() {
    return bits.length;
  }

  /** The values {@code stride} bytes apart; all other bytes are 0xcc. */
  NativeBytes inMemory(int stride) {
    byte[] content = new byte[count() * stride];
    Arrays.fill(content, (byte) 0xcc);
    ByteBuffer buffer =
        ByteBuffer.wrap(content)
            .order(
                dtype.endian() == Endian.LITTLE ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    for (int i = 0; i < count(); i++) {
      switch (dtype.itemsize()) {
        case 1 -> buffer.put(i * stride, (byte) bits[i]);
        case 2 -> buffer.putShort(i * stride, (short) bits[i]);
        case 4 -> buffer.putInt(i * stride, (int) bits[i]);
        default -> buffer.putLong(i * stride, bits[i]);
      }
    }
    return new NativeBytes(content);
  }

  /** A vector of {@code type} over values that lie {@code stride} bytes apart. */
  StridedVector vector(DataType type, long stride) {
    ArrayView view = new ArraySpec(dtype, Shape.of(count()), Order.C, 0).view().laidOut(0, stride);
    return Vectors.of(view, type, "column x of file f.dat");
  }

  /** The type that a dtype is read as by default. */
  DataType type() {
    return switch (dtype.kind()) {
      case BOOL -> DataTypes.BooleanType;
      case INT8 -> DataTypes.ByteType;
      case INT16, UINT8 -> DataTypes.ShortType;
      case INT32, UINT16 -> DataTypes.IntegerType;
      case INT64, UINT32 -> DataTypes.LongType;
      case UINT64 -> DataTypes.createDecimalType(20, 0);
      case FLOAT16, FLOAT32 -> DataTypes.FloatType;
      case FLOAT64 -> DataTypes.DoubleType;
    };
  }

  /** Value {@code i} as an integer of this many bits, signed or not. */
  BigInteger integer(int i) {
    int unused = 64 - 8 * dtype.itemsize();
    boolean unsigned = dtype.kind().code() == 'u';
    return unsigned
        ? new BigInteger(Long.toUnsignedString((bits[i] << unused) >>> unused))
        : BigInteger.valueOf((bits[i] << unused) >> unused);
  }

  BigDecimal decimal(int i) {
    return new BigDecimal(integer(i));
  }

  float asFloat(int i) {
    return dtype.kind() == ScalarKind.FLOAT16
        ? HalfReference.value((int) bits[i])
        : Float.intBitsToFloat((int) bits[i]);
  }

  double asDouble(int i) {
    return dtype.kind() == ScalarKind.FLOAT64 ? Double.longBitsToDouble(bits[i]) : asFloat(i);
  }

  @Override
  public String toString() {
    return dtype.descr();
  }
}
