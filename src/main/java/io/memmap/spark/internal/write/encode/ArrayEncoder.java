package io.memmap.spark.internal.write.encode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;

/**
 * Encodes a column of nested arrays or MLlib vectors, in C order. All rows must have equal lengths,
 * which the option {@code shape} tells, else the first row.
 */
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
      takeLengthsOfNull(0);
    } else if (plan.vector()) {
      lengths[0] = vectorLength(first.getStruct(ordinal, 4));
    } else {
      takeLengths(first.getArray(ordinal));
    }
  }

  @Override
  public boolean tellsLengths(InternalRow row) {
    return prepared || !row.isNullAt(plan.element().ordinal()) || !nulls.haveElements();
  }

  /** Takes the lengths of the first array and of the first array in it that is not null. */
  private void takeLengths(ArrayData first) {
    ArrayData array = first;
    for (int axis = 0; axis < lengths.length; axis++) {
      lengths[axis] = array.numElements();
      if (lengths[axis] == 0) {
        takeCarriedLengths(axis + 1);
        return;
      }
      if (axis + 1 < lengths.length) {
        OptionalInt inner = firstNotNull(array);
        if (inner.isEmpty()) {
          takeLengthsOfNull(axis + 1);
          return;
        }
        array = array.getArray(inner.getAsInt());
      }
    }
  }

  private static OptionalInt firstNotNull(ArrayData arrays) {
    return IntStream.range(0, arrays.numElements()).filter(i -> !arrays.isNullAt(i)).findFirst();
  }

  /**
   * Takes the lengths of a null array and of those in it from the column's metadata.
   *
   * @param from its axis
   */
  private void takeLengthsOfNull(int from) {
    if (!nulls.haveElements()) {
      throw EncodeErrors.nullArray().in("column", plan.element().name());
    }
    if (plan.carriedLengths().subList(from, lengths.length).contains(0L)) {
      throw EncodeErrors.unknownLengths(lengths.length).in("column", plan.element().name());
    }
    takeCarriedLengths(from);
  }

  /** For axes whose arrays have no elements or are null, so the row does not tell them. */
  private void takeCarriedLengths(int from) {
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

  /**
   * Encodes an MLlib vector. {@code VectorUDT} stores it as a struct of type (0 sparse, 1 dense),
   * size, indices and values.
   */
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
