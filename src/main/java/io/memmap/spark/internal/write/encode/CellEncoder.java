package io.memmap.spark.internal.write.encode;

import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;

/** Encodes one cell of a row or array as the bytes of one array element. */
interface CellEncoder {

  /**
   * Encodes the cell.
   *
   * @param at where the element's bytes start
   * @throws UnfitValueException if the dtype can't hold the value
   */
  void encode(SpecializedGetters source, int ordinal, byte[] target, int at);
}
