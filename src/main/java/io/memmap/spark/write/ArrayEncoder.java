package io.memmap.spark.write;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.util.ArrayData;

/** Encodes a column of nested arrays or MLlib vectors, in C order. All rows have equal lengths. */
final class ArrayEncoder implements RecordEncoder {
  private final RecordPlan.NestedArray plan;
  private final CellEncoder elements;
  private final int itemsize;
  private final int[] lengths;
  private boolean prepared;

  ArrayEncoder(RecordPlan.NestedArray plan) {
    this.plan = plan;
    this.elements = plan.element().encoder();
    this.itemsize = plan.element().dtype().itemsize();
    this.lengths = new int[plan.depth()];
    for (int axis = 0; axis < plan.lengths().size(); axis++) {
      lengths[axis] = Math.toIntExact(plan.lengths().get(axis));
    }
    this.prepared = !plan.lengths().isEmpty();
  }

  @Override
  public void prepare(InternalRow first) {
    if (prepared) {
      return;
    }
    prepared = true;
    int ordinal = plan.element().ordinal();
    if (first.isNullAt(ordinal)) {
      throw nullArray();
    }
    if (plan.vector()) {
      lengths[0] = vectorLength(first.getStruct(ordinal, 4));
      return;
    }
    ArrayData array = first.getArray(ordinal);
    for (int axis = 0; axis < lengths.length; axis++) {
      lengths[axis] = array.numElements();
      if (axis + 1 < lengths.length && lengths[axis] > 0) {
        array = array.getArray(0);
      }
    }
  }

  @Override
  public int recordBytes() {
    int bytes = itemsize;
    for (int length : lengths) {
      bytes = Math.multiplyExact(bytes, length);
    }
    return bytes;
  }

  @Override
  public List<Long> lengths() {
    List<Long> found = new ArrayList<>();
    for (int length : lengths) {
      found.add((long) length);
    }
    return found;
  }

  @Override
  public void encode(InternalRow row, byte[] target, int at) {
    try {
      if (plan.vector()) {
        encodeVector(row, target, at);
      } else {
        encode(row, plan.element().ordinal(), 0, target, at);
      }
    } catch (UnfitValueException e) {
      throw new UnfitValueException("column " + plan.element().name() + ": " + e.getMessage());
    }
  }

  /** Encodes the array at {@code ordinal}; returns where the next one starts. */
  private int encode(SpecializedGetters source, int ordinal, int axis, byte[] target, int at) {
    if (source.isNullAt(ordinal)) {
      throw nullArray();
    }
    ArrayData array = source.getArray(ordinal);
    checkLength(array.numElements(), axis);
    int next = at;
    for (int i = 0; i < lengths[axis]; i++) {
      if (axis + 1 < lengths.length) {
        next = encode(array, i, axis + 1, target, next);
      } else {
        elements.encode(array, i, target, next);
        next += itemsize;
      }
    }
    return next;
  }

  /** MLlib's vectors: struct of type (0 sparse, 1 dense), size, indices and values. */
  private void encodeVector(InternalRow row, byte[] target, int at) {
    int ordinal = plan.element().ordinal();
    if (row.isNullAt(ordinal)) {
      throw nullArray();
    }
    InternalRow vector = row.getStruct(ordinal, 4);
    checkLength(vectorLength(vector), 0);
    ArrayData values = vector.getArray(3);
    boolean dense = vector.getByte(0) == 1;
    if (!dense) {
      java.util.Arrays.fill(target, at, at + lengths[0] * itemsize, (byte) 0);
    }
    ArrayData indices = dense ? null : vector.getArray(2);
    for (int i = 0; i < values.numElements(); i++) {
      int place = dense ? i : indices.getInt(i);
      elements.encode(values, i, target, at + place * itemsize);
    }
  }

  private static int vectorLength(InternalRow vector) {
    return vector.getByte(0) == 1 ? vector.getArray(3).numElements() : vector.getInt(1);
  }

  private void checkLength(int found, int axis) {
    if (found != lengths[axis]) {
      throw new UnfitValueException(
          "ragged: an array of "
              + found
              + " elements among arrays of "
              + lengths[axis]
              + " on axis "
              + (axis + 1)
              + "; all rows must have equal lengths");
    }
  }

  private static UnfitValueException nullArray() {
    return new UnfitValueException("a null array has no place in an array; fill or drop it");
  }
}
