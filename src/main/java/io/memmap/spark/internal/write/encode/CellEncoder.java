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

  /** Stores the element of {@link NullElement} where the cell is null, or refuses nulls. */
  final class Nullable implements CellEncoder {
    private final CellEncoder values;
    private final byte[] inPlaceOfNull;

    /**
     * Wraps the encoder of values that are not null.
     *
     * @param inPlaceOfNull the bytes of one element; null to refuse nulls
     */
    Nullable(CellEncoder values, byte[] inPlaceOfNull) {
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
        throw EncodeErrors.nullValue();
      }
    }
  }

  /** Says of a value that does not fit that its dtype comes from the column's metadata. */
  final class Carried implements CellEncoder {
    private final CellEncoder values;
    private final CellPlan cell;

    Carried(CellEncoder values, CellPlan cell) {
      this.values = values;
      this.cell = cell;
    }

    @Override
    public void encode(SpecializedGetters source, int ordinal, byte[] target, int at) {
      try {
        values.encode(source, ordinal, target, at);
      } catch (UnfitValueException e) {
        throw EncodeErrors.carriedDType(e, cell);
      }
    }
  }
}
