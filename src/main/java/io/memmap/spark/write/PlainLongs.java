package io.memmap.spark.write;

import java.util.Iterator;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;

/** bigint as int64. */
final class PlainLongs extends PlainEncoder {
  private final ElementBytes bytes;

  PlainLongs(ElementBytes bytes) {
    this.bytes = bytes;
  }

  @Override
  public void encode(SpecializedGetters source, int ordinal, byte[] target, int at) {
    bytes.putLong(target, at, source.getLong(ordinal));
  }

  @Override
  int encodeColumn(Iterator<InternalRow> rows, int ordinal, byte[] target, int from) {
    int at = from;
    while (at < target.length && rows.hasNext()) {
      InternalRow row = rows.next();
      bytes.putLong(target, at, row.getLong(ordinal));
      at += Long.BYTES;
    }
    return at;
  }

  @Override
  int encodeColumns(Iterator<InternalRow> rows, int[] ordinals, byte[] target, int from) {
    int at = from;
    while (at < target.length && rows.hasNext()) {
      InternalRow row = rows.next();
      for (int ordinal : ordinals) {
        bytes.putLong(target, at, row.getLong(ordinal));
        at += Long.BYTES;
      }
    }
    return at;
  }
}
