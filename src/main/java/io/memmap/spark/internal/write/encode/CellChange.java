package io.memmap.spark.internal.write.encode;

import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;

/** Encodes one cell where it is not what it was, and marks the bytes of what it encodes. */
interface CellChange {

  /**
   * Encodes what differs.
   *
   * @param before holds what the cell was, at {@code place}
   * @param at where the element's bytes start
   * @return whether anything differs
   * @throws UnfitValueException if the dtype can't hold a value that differs
   */
  boolean encode(
      SpecializedGetters now,
      int ordinal,
      SpecializedGetters before,
      int place,
      MarkedBlock target,
      int at);
}
