package io.memmap.spark.internal.write.encode;

import io.memmap.array.ScalarDType;
import io.memmap.array.ScalarKind;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.ShortType;

/** Chooses the encoder of a number or boolean, once per task. */
final class NumberCells {
  private NumberCells() {}

  /**
   * Chooses an encoder.
   *
   * @param checked whether each value must survive; else NumPy's C conversions apply
   * @param exact whether a value that is checked may not even round
   */
  static CellEncoder of(DataType type, ScalarDType dtype, boolean checked, boolean exact) {
    ElementBytes bytes = new ElementBytes(dtype.endian());
    CellEncoder same = sameType(type, dtype, bytes);
    if (same != null) {
      return same;
    }
    NumberEncoder encoder = new NumberEncoder(dtype.kind(), bytes, checked, exact);
    if (type instanceof FloatType && dtype.kind() == ScalarKind.FLOAT16) {
      return (source, i, target, at) -> encoder.encodeHalf(source.getFloat(i), target, at);
    }
    if (type instanceof FloatType) {
      return (source, i, target, at) -> encoder.encode((double) source.getFloat(i), target, at);
    }
    if (type instanceof DoubleType) {
      return (source, i, target, at) -> encoder.encode(source.getDouble(i), target, at);
    }
    if (type instanceof DecimalType decimal) {
      int precision = decimal.precision();
      int scale = decimal.scale();
      return (source, i, target, at) ->
          encoder.encode(source.getDecimal(i, precision, scale).toJavaBigDecimal(), target, at);
    }
    return integer(type, encoder);
  }

  private static CellEncoder integer(DataType type, NumberEncoder encoder) {
    if (type instanceof BooleanType) {
      return (source, i, target, at) -> encoder.encode(source.getBoolean(i) ? 1L : 0L, target, at);
    }
    if (type instanceof ByteType) {
      return (source, i, target, at) -> encoder.encode((long) source.getByte(i), target, at);
    }
    if (type instanceof ShortType) {
      return (source, i, target, at) -> encoder.encode((long) source.getShort(i), target, at);
    }
    if (type instanceof IntegerType) {
      return (source, i, target, at) -> encoder.encode((long) source.getInt(i), target, at);
    }
    return (source, i, target, at) -> encoder.encode(source.getLong(i), target, at);
  }

  /** Encoders without any conversion, the common case and the fast one; null if there is none. */
  private static CellEncoder sameType(DataType type, ScalarDType dtype, ElementBytes bytes) {
    return switch (dtype.kind()) {
      case INT16 ->
          type instanceof ShortType
              ? (source, i, target, at) -> bytes.putShort(target, at, source.getShort(i))
              : null;
      case INT8 ->
          type instanceof ByteType
              ? (source, i, target, at) -> target[at] = source.getByte(i)
              : null;
      case BOOL ->
          type instanceof BooleanType
              ? (source, i, target, at) -> target[at] = (byte) (source.getBoolean(i) ? 1 : 0)
              : null;
      default -> PlainEncoder.of(type, dtype);
    };
  }
}
