package io.memmap.spark.write;

import java.util.Iterator;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;

/** float as float32, NaNs with all their bits. */
final class PlainFloats extends PlainEncoder {
  private final ElementBytes bytes;

  PlainFloats(ElementBytes bytes) {
    this.bytes = bytes;
  }

  @Override
  public void encode(SpecializedGetters source, int ordinal, byte[] target, int at) {
    bytes.putInt(target, at, Float.floatToRawIntBits(source.getFloat(ordinal)));
  }

  @Override
  int encodeColumn(Iterator<InternalRow> rows, int ordinal, byte[] target, int from) {
    int at = from;
    while (at < target.length && rows.hasNext()) {
      InternalRow row = rows.next();
      bytes.putInt(target, at, Float.floatToRawIntBits(row.getFloat(ordinal)));
      at += Float.BYTES;
    }
    return at;
  }

  @Override
  int encodeColumns(Iterator<InternalRow> rows, int[] ordinals, byte[] target, int from) {
    int at = from;
    while (at < target.length && rows.hasNext()) {
      InternalRow row = rows.next();
      for (int ordinal : ordinals) {
        bytes.putInt(target, at, Float.floatToRawIntBits(row.getFloat(ordinal)));
        at += Float.BYTES;
      }
    }
    return at;
  }
}
