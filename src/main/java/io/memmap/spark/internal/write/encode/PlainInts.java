package io.memmap.spark.internal.write.encode;

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
}
