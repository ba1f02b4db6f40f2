package io.memmap.spark.write;

import java.math.BigDecimal;
import java.util.Locale;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;

/** Stores a value in place of null, if the user gave one. */
final class NullableCell implements CellEncoder {
  private final CellEncoder values;
  private final byte[] inPlaceOfNull;

  NullableCell(CellEncoder values, CellPlan plan) {
    this.values = values;
    this.inPlaceOfNull = plan.nullText() == null ? null : encoded(plan);
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

  /**
   * The bytes of the user's text.
   *
   * @throws NumberFormatException if it is no number
   * @throws UnfitValueException if the dtype can't hold it
   */
  static byte[] encoded(CellPlan plan) {
    byte[] element = new byte[plan.dtype().itemsize()];
    NumberEncoder encoder =
        new NumberEncoder(plan.dtype().kind(), new ElementBytes(plan.dtype().endian()), true);
    switch (plan.nullText().strip().toLowerCase(Locale.ROOT)) {
      case "nan" -> encoder.encode(Double.NaN, element, 0);
      case "inf", "infinity" -> encoder.encode(Double.POSITIVE_INFINITY, element, 0);
      case "-inf", "-infinity" -> encoder.encode(Double.NEGATIVE_INFINITY, element, 0);
      case "true" -> encoder.encode(1L, element, 0);
      case "false" -> encoder.encode(0L, element, 0);
      default -> encoder.encode(new BigDecimal(plan.nullText().strip()), element, 0);
    }
    return element;
  }
}
