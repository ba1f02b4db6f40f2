package io.memmap.spark.internal.write.encode;

import io.memmap.array.ScalarDType;
import io.memmap.array.ScalarKind;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;

/** Encodes values that are stored as they are, so that none can be unfit. */
abstract sealed class PlainEncoder implements CellEncoder
    permits PlainFloats, PlainDoubles, PlainInts, PlainLongs {

  /** The encoder for this type and dtype; null if there is none. */
  static PlainEncoder of(DataType type, ScalarDType dtype) {
    ElementBytes bytes = new ElementBytes(dtype.endian());
    ScalarKind kind = dtype.kind();
    if (type instanceof FloatType && kind == ScalarKind.FLOAT32) {
      return new PlainFloats(bytes);
    }
    if (type instanceof DoubleType && kind == ScalarKind.FLOAT64) {
      return new PlainDoubles(bytes);
    }
    if (type instanceof IntegerType && kind == ScalarKind.INT32) {
      return new PlainInts(bytes);
    }
    if (type instanceof LongType && kind == ScalarKind.INT64) {
      return new PlainLongs(bytes);
    }
    return null;
  }
}
