package io.memmap.spark.internal.write.encode;

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
}
