package io.memmap.spark.internal.write.encode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;

/** Encodes a column of nested arrays or MLlib vectors, in C order. All rows have equal lengths. */
final class ArrayEncoder implements RecordEncoder {
  private final RecordPlan.NestedArray plan;
  private final ElementsEncoder elements;
  private final NestedElements arrays;
  private final NullArrays nulls;
  private final int itemsize;
  private final int[] lengths;
  private boolean prepared;

  ArrayEncoder(RecordPlan.NestedArray plan) {
    this.plan = plan;
    this.elements = new ElementsEncoder(plan.element());
    this.itemsize = plan.element().dtype().itemsize();
    this.lengths = new int[plan.depth()];
    this.arrays = new NestedElements(plan.element(), lengths);
    this.nulls = new NullArrays(plan.element());
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
      carryBehindNull(0);
    } else if (plan.vector()) {
      lengths[0] = vectorLength(first.getStruct(ordinal, 4));
    } else {
      learn(first.getArray(ordinal));
    }
  }

  @Override
  public boolean mayLearnFrom(InternalRow row) {
    return prepared || !row.isNullAt(plan.element().ordinal()) || !nulls.haveElements();
  }

  private void learn(ArrayData first) {
    ArrayData array = first;
    for (int axis = 0; axis < lengths.length; axis++) {
      lengths[axis] = array.numElements();
      if (lengths[axis] == 0) {
        carry(axis + 1);
        return;
      }
      if (axis + 1 < lengths.length) {
        int shown = firstNotNull(array);
        if (shown < 0) {
          carryBehindNull(axis + 1);
          return;
        }
        array = array.getArray(shown);
      }
    }
  }

  /** Negative if all are null. */
  private static int firstNotNull(ArrayData arrays) {
    for (int i = 0; i < arrays.numElements(); i++) {
      if (!arrays.isNullAt(i)) {
        return i;
      }
    }
    return -1;
  }

  /** Whether the arrays are known to be as long as those that the column was read from. */
  private void carryBehindNull(int from) {
    if (!nulls.haveElements()) {
      throw EncodeErrors.nullArray().in("column", plan.element().name());
    }
    if (plan.carriedLengths().subList(from, lengths.length).contains(0L)) {
      throw EncodeErrors.unknownLengths(lengths.length).in("column", plan.element().name());
    }
    carry(from);
  }

  /** Nothing shows the lengths after one of 0. */
  private void carry(int from) {
    for (int axis = from; axis < lengths.length; axis++) {
      lengths[axis] = Math.toIntExact(plan.carriedLengths().get(axis));
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
        arrays.encode(row, plan.element().ordinal(), target, at);
      }
    } catch (UnfitValueException e) {
      throw e.in("column", plan.element().name());
    }
  }

  /** MLlib's vectors: struct of type (0 sparse, 1 dense), size, indices and values. */
  private void encodeVector(InternalRow row, byte[] target, int at) {
    int ordinal = plan.element().ordinal();
    if (row.isNullAt(ordinal)) {
      nulls.fill(target, at, lengths[0] * itemsize);
      return;
    }
    InternalRow vector = row.getStruct(ordinal, 4);
    arrays.checkLength(vectorLength(vector), 0);
    ArrayData values = vector.getArray(3);
    if (vector.getByte(0) == 1) {
      elements.encode(values, lengths[0], target, at);
      return;
    }
    Arrays.fill(target, at, at + lengths[0] * itemsize, (byte) 0);
    ArrayData indices = vector.getArray(2);
    for (int i = 0; i < values.numElements(); i++) {
      elements.encodeOne(values, i, target, at + indices.getInt(i) * itemsize);
    }
  }

  private static int vectorLength(InternalRow vector) {
    return vector.getByte(0) == 1 ? vector.getArray(3).numElements() : vector.getInt(1);
  }
}
