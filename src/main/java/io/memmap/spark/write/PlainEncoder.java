package io.memmap.spark.write;

import io.memmap.array.ScalarDType;
import io.memmap.array.ScalarKind;
import java.util.Iterator;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;

/**
 * Encodes values that are stored as they are, so that none can be unfit. Each physical type has a
 * class and loops of its own: a loop that all shared would call through an interface as soon as two
 * types were written in one JVM.
 */
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

  /**
   * Encodes one column of many rows, none of them null.
   *
   * @param from where the first element starts
   * @return where the next one would start: at the end of the target, unless rows ran out
   */
  abstract int encodeColumn(Iterator<InternalRow> rows, int ordinal, byte[] target, int from);

  /**
   * Encodes some columns of many rows, none of them null, as elements that follow one another.
   *
   * @param target holds whole rows
   * @param from where the first row's elements start
   * @return where the next row's would start: at the end of the target, unless rows ran out
   */
  abstract int encodeColumns(Iterator<InternalRow> rows, int[] ordinals, byte[] target, int from);
}
