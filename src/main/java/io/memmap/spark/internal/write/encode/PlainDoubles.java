package io.memmap.spark.internal.write.encode;

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
}
