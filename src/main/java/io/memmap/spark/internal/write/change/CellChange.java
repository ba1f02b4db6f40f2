package io.memmap.spark.internal.write.change;

import io.memmap.array.ComplexDType;
import io.memmap.array.DType;
import io.memmap.array.DTypeField;
import io.memmap.array.ScalarDType;
import io.memmap.array.StructuredDType;
import io.memmap.array.SubArrayDType;
import io.memmap.spark.internal.write.encode.CellEncoder;
import io.memmap.spark.internal.write.encode.CellPlan;
import io.memmap.spark.internal.write.encode.UnfitValueException;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.types.StructType;

/** Encodes the changed parts of a cell, and marks the bytes that it encodes. */
interface CellChange {

  /** Chooses, once per task, whether a cell is compared as a whole or part by part. */
  static CellChange of(CellPlan cell) {
    DType dtype = cell.dtype();
    if (dtype instanceof StructuredDType structured) {
      return new WholeOrParts(cell, new FieldsChange(cell, structured));
    } else if (dtype instanceof ComplexDType complex && cell.type() instanceof StructType) {
      return new WholeOrParts(cell, new FieldsChange(cell, parts(complex)));
    } else if (dtype instanceof SubArrayDType array) {
      return new WholeOrParts(cell, ElementsChange.of(cell, array));
    }
    return new Value(cell.encoder(), SameValue.of(cell.type()), dtype.itemsize());
  }

  /** The real and the imaginary part of a complex number as fields. */
  private static StructuredDType parts(ComplexDType complex) {
    ScalarDType part = complex.partDType();
    return new StructuredDType(
        List.of(
            new DTypeField(ComplexDType.PARTS.get(0), part, 0),
            new DTypeField(ComplexDType.PARTS.get(1), part, part.itemsize())),
        complex.itemsize());
  }

  /**
   * Encodes the parts that differ.
   *
   * @param before holds the old value of the cell, at {@code place}
   * @param at where the element's bytes start
   * @return whether anything differs
   * @throws UnfitValueException if the dtype can't hold a new value
   */
  boolean encode(
      SpecializedGetters now,
      int ordinal,
      SpecializedGetters before,
      int place,
      MarkedBlock target,
      int at);

  /** A value without parts. */
  record Value(CellEncoder encoder, SameValue same, int itemsize) implements CellChange {
    @Override
    public boolean encode(
        SpecializedGetters now,
        int ordinal,
        SpecializedGetters before,
        int place,
        MarkedBlock target,
        int at) {
      if (same.holds(now, ordinal, before, place)) {
        return false;
      }
      encoder.encode(now, ordinal, target.bytes(), at);
      target.mark(at, itemsize);
      return true;
    }
  }

  /** A value with parts, which can be compared where neither the old nor the new value is null. */
  record WholeOrParts(CellEncoder whole, DType dtype, CellChange parts) implements CellChange {
    WholeOrParts(CellPlan cell, CellChange parts) {
      this(cell.encoder(), cell.dtype(), parts);
    }

    @Override
    public boolean encode(
        SpecializedGetters now,
        int ordinal,
        SpecializedGetters before,
        int place,
        MarkedBlock target,
        int at) {
      boolean isNull = now.isNullAt(ordinal);
      if (isNull == before.isNullAt(place)) {
        return !isNull && parts.encode(now, ordinal, before, place, target, at);
      }
      whole.encode(now, ordinal, target.bytes(), at);
      target.mark(dtype, at);
      return true;
    }
  }
}
