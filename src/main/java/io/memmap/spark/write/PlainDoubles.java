package io.memmap.spark.write;

import java.util.Iterator;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;

/** double as float64, NaNs with all their bits. */
final class PlainDoubles extends PlainEncoder {
  private final ElementBytes bytes;

  PlainDoubles(ElementBytes bytes) {
    this.bytes = bytes;
  }

  @Override
  public void encode(SpecializedGetters source, int ordinal, byte[] target, int at) {
    bytes.putLong(target, at, Double.doubleToRawLongBits(source.getDouble(ordinal)));
  }

  @Override
  int encodeColumn(Iterator<InternalRow> rows, int ordinal, byte[] target, int from) {
    int at = from;
    while (at < target.length && rows.hasNext()) {
      InternalRow row = rows.next();
      bytes.putLong(target, at, Double.doubleToRawLongBits(row.getDouble(ordinal)));
      at += Double.BYTES;
    }
    return at;
  }

  @Override
  int encodeColumns(Iterator<InternalRow> rows, int[] ordinals, byte[] target, int from) {
    int at = from;
    while (at < target.length && rows.hasNext()) {
      InternalRow row = rows.next();
      for (int ordinal : ordinals) {
        bytes.putLong(target, at, Double.doubleToRawLongBits(row.getDouble(ordinal)));
        at += Double.BYTES;
      }
    }
    return at;
  }
}
