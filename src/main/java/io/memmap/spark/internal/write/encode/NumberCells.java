package io.memmap.spark.internal.write.encode;

import io.memmap.array.ScalarDType;
import io.memmap.array.ScalarKind;
import java.util.Optional;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.ShortType;

/** Chooses the encoder of a number or boolean. Called once per task. */
final class NumberCells {
  private NumberCells() {}

  /**
   * The encoder for a type and a dtype.
   *
   * @param checked whether values that the dtype can't hold are refused; else they are converted as
   *     NumPy does, by C's rules
   * @param exact whether a value that is checked may not even be rounded
   */
  static CellEncoder of(DataType type, ScalarDType dtype, boolean checked, boolean exact) {
    ElementBytes bytes = new ElementBytes(dtype.endian());
    return sameType(type, dtype, bytes)
        .orElseGet(
            () -> converting(type, new NumberEncoder(dtype.kind(), bytes, checked, exact), dtype));
  }

  private static CellEncoder converting(DataType type, NumberEncoder encoder, ScalarDType dtype) {
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

  /** An encoder without conversion, which is the fastest; empty if values must be converted. */
  private static Optional<CellEncoder> sameType(
      DataType type, ScalarDType dtype, ElementBytes bytes) {
    ScalarKind kind = dtype.kind();
    if (type instanceof ShortType && kind == ScalarKind.INT16) {
      return Optional.of((source, i, target, at) -> bytes.putShort(target, at, source.getShort(i)));
    }
    if (type instanceof ByteType && kind == ScalarKind.INT8) {
      return Optional.of((source, i, target, at) -> target[at] = source.getByte(i));
    }
    if (type instanceof BooleanType && kind == ScalarKind.BOOL) {
      return Optional.of(
          (source, i, target, at) -> target[at] = (byte) (source.getBoolean(i) ? 1 : 0));
    }
    return PlainEncoder.of(type, dtype).map(CellEncoder.class::cast);
  }
}
