package io.memmap.spark.internal.write.encode;

import io.memmap.array.ScalarDType;
import io.memmap.array.ScalarKind;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;

/** Encodes numbers as the same numbers, NaNs with all their bits. Every value fits. */
abstract sealed class PlainEncoder implements CellEncoder {
  final ElementBytes bytes;

  private PlainEncoder(ElementBytes bytes) {
    this.bytes = bytes;
  }

  /** The encoder for a type and its own dtype; empty for other pairs. */
  static Optional<PlainEncoder> of(DataType type, ScalarDType dtype) {
    ElementBytes bytes = new ElementBytes(dtype.endian());
    ScalarKind kind = dtype.kind();
    if (type instanceof FloatType && kind == ScalarKind.FLOAT32) {
      return Optional.of(new Floats(bytes));
    }
    if (type instanceof DoubleType && kind == ScalarKind.FLOAT64) {
      return Optional.of(new Doubles(bytes));
    }
    if (type instanceof IntegerType && kind == ScalarKind.INT32) {
      return Optional.of(new Ints(bytes));
    }
    if (type instanceof LongType && kind == ScalarKind.INT64) {
      return Optional.of(new Longs(bytes));
    }
    return Optional.empty();
  }

  /** float as float32. */
  private static final class Floats extends PlainEncoder {
    Floats(ElementBytes bytes) {
      super(bytes);
    }

    @Override
    public void encode(SpecializedGetters source, int ordinal, byte[] target, int at) {
      bytes.putInt(target, at, Float.floatToRawIntBits(source.getFloat(ordinal)));
    }
  }

  /** double as float64. */
  private static final class Doubles extends PlainEncoder {
    Doubles(ElementBytes bytes) {
      super(bytes);
    }

    @Override
    public void encode(SpecializedGetters source, int ordinal, byte[] target, int at) {
      bytes.putLong(target, at, Double.doubleToRawLongBits(source.getDouble(ordinal)));
    }
  }

  /** int as int32. */
  private static final class Ints extends PlainEncoder {
    Ints(ElementBytes bytes) {
      super(bytes);
    }

    @Override
    public void encode(SpecializedGetters source, int ordinal, byte[] target, int at) {
      bytes.putInt(target, at, source.getInt(ordinal));
    }
  }

  /** bigint as int64. */
  private static final class Longs extends PlainEncoder {
    Longs(ElementBytes bytes) {
      super(bytes);
    }

    @Override
    public void encode(SpecializedGetters source, int ordinal, byte[] target, int at) {
      bytes.putLong(target, at, source.getLong(ordinal));
    }
  }
}
