package io.memmap.spark.write;

import java.util.Iterator;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;

/** int as int32. */
final class PlainInts extends PlainEncoder {
  private final ElementBytes bytes;

  PlainInts(ElementBytes bytes) {
    this.bytes = bytes;
  }

  @Override
  public void encode(SpecializedGetters source, int ordinal, byte[] target, int at) {
    bytes.putInt(target, at, source.getInt(ordinal));
  }

  @Override
  int encodeColumn(Iterator<InternalRow> rows, int ordinal, byte[] target, int from) {
    int at = from;
    while (at < target.length && rows.hasNext()) {
      InternalRow row = rows.next();
      bytes.putInt(target, at, row.getInt(ordinal));
      at += Integer.BYTES;
    }
    return at;
  }

  @Override
  int encodeColumns(Iterator<InternalRow> rows, int[] ordinals, byte[] target, int from) {
    int at = from;
    while (at < target.length && rows.hasNext()) {
      InternalRow row = rows.next();
      for (int ordinal : ordinals) {
        bytes.putInt(target, at, row.getInt(ordinal));
        at += Integer.BYTES;
      }
    }
    return at;
  }
}
