package io.memmap.spark.internal.write.encode;

import io.memmap.array.BytesDType;
import io.memmap.array.Casting;
import io.memmap.array.ComplexDType;
import io.memmap.array.DType;
import io.memmap.array.ScalarDType;
import io.memmap.array.StructuredDType;
import io.memmap.array.SubArrayDType;
import io.memmap.array.TimeDType;
import io.memmap.array.UnicodeDType;
import io.memmap.array.VoidDType;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.types.StringType;

/** Encodes one cell of a row or array as the bytes of one array element. */
public interface CellEncoder {

  /** The encoder of a cell that is not null. Called once per task. */
  static CellEncoder ofValues(CellPlan cell) {
    CellEncoder encoder = ofDType(cell);
    boolean hasParts =
        cell.dtype() instanceof StructuredDType || cell.dtype() instanceof SubArrayDType;
    boolean canFail = !hasParts && !(encoder instanceof PlainEncoder);
    return cell.carried() && canFail ? new Carried(encoder, cell) : encoder;
  }

  private static CellEncoder ofDType(CellPlan cell) {
    DType dtype = cell.dtype();
    boolean unsafe = cell.casting() == Casting.UNSAFE;
    if (dtype instanceof ScalarDType number) {
      return NumberCells.of(cell.type(), number, cell.casting() == Casting.CHECKED, cell.carried());
    } else if (dtype instanceof TimeDType time) {
      return TimeCells.of(cell.type(), time, !unsafe);
    } else if (dtype instanceof ComplexDType complex) {
      return new ComplexEncoder(cell, complex);
    } else if (dtype instanceof UnicodeDType unicode) {
      return new UnicodeEncoder(unicode, unsafe);
    } else if (dtype instanceof BytesDType || dtype instanceof VoidDType) {
      return new BytesEncoder(dtype, unsafe, cell.type() instanceof StringType);
    } else if (dtype instanceof StructuredDType structured) {
      return new FieldsEncoder.Struct(cell, structured);
    } else {
      return new NestedElements.SubArray(cell, (SubArrayDType) dtype);
    }
  }

  /**
   * Encodes the cell.
   *
   * @param at where the element's bytes start
   * @throws UnfitValueException if the dtype can't hold the value
   */
  void encode(SpecializedGetters source, int ordinal, byte[] target, int at);

  /** Stores the element of {@link NullElement} for null, or refuses nulls if there is none. */
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

  /** Adds to errors that the dtype comes from the column's metadata. */
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
