package io.memmap.spark.internal.write.encode;

import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;

/** Stores other bytes in place of null, where some are known. */
final class NullableCell implements CellEncoder {
  private final CellEncoder values;
  private final byte[] inPlaceOfNull;

  /**
   * Wraps the encoder of what is not null.
   *
   * @param inPlaceOfNull one element; null to refuse nulls
   */
  NullableCell(CellEncoder values, byte[] inPlaceOfNull) {
    this.values = values;
    this.inPlaceOfNull = inPlaceOfNull;
  }

  @Override
  public void encode(SpecializedGetters source, int ordinal, byte[] target, int at) {
    if (!source.isNullAt(ordinal)) {
      values.encode(source, ordinal, target, at);
    } else if (inPlaceOfNull != null) {
      System.arraycopy(inPlaceOfNull, 0, target, at, inPlaceOfNull.length);
    } else {
      throw new UnfitValueException("null has no place in an array; give option nullValue");
    }
  }
}
