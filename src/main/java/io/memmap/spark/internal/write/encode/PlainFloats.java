package io.memmap.spark.internal.write.encode;

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
}
