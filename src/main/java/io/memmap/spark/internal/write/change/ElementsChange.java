package io.memmap.spark.internal.write.change;

import io.memmap.array.SubArrayDType;
import io.memmap.spark.internal.write.encode.CellPlan;
import io.memmap.spark.internal.write.encode.EncodeErrors;
import io.memmap.spark.internal.write.encode.NestedElements;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.util.ArrayData;

/** Encodes the changed elements of nested arrays. */
final class ElementsChange implements CellChange {
  private final CellChange element;
  private final int itemsize;
  private final int[] lengths;

  /**
   * Compares nested arrays.
   *
   * @param lengths of their axes
   */
  ElementsChange(CellPlan element, int[] lengths) {
    this.element = CellChange.of(element);
    this.itemsize = element.dtype().itemsize();
    this.lengths = lengths;
  }

  /** Compares the arrays of a field with a shape. */
  static ElementsChange of(CellPlan cell, SubArrayDType dtype) {
    return new ElementsChange(cell.elements(dtype), NestedElements.lengths(dtype.shape()));
  }

  @Override
  public boolean encode(
      SpecializedGetters now,
      int ordinal,
      SpecializedGetters before,
      int place,
      MarkedBlock target,
      int at) {
    return encode(now, ordinal, before, place, 0, target, at);
  }

  private boolean encode(
      SpecializedGetters now,
      int ordinal,
      SpecializedGetters before,
      int place,
      int axis,
      MarkedBlock target,
      int at) {
    if (now.isNullAt(ordinal)) {
      throw EncodeErrors.nullArray();
    }
    ArrayData values = now.getArray(ordinal);
    NestedElements.checkLength(values.numElements(), lengths, axis);
    ArrayData old = before.getArray(place);
    boolean any = false;
    if (values instanceof UnsafeArrayData && values.equals(old)) {
      return any;
    }
    int bytes = elementBytes(axis);
    for (int i = 0; i < lengths[axis]; i++) {
      int start = at + i * bytes;
      any |=
          axis + 1 == lengths.length
              ? element.encode(values, i, old, i, target, start)
              : encode(values, i, old, i, axis + 1, target, start);
    }
    return any;
  }

  /** Bytes of one element on an axis: an element of the array, or an array of them. */
  private int elementBytes(int axis) {
    int bytes = itemsize;
    for (int inner = axis + 1; inner < lengths.length; inner++) {
      bytes *= lengths[inner];
    }
    return bytes;
  }
}
