package io.memmap.spark.internal.write.encode;

import io.memmap.array.Shape;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.util.ArrayData;

/** Encodes nested arrays of equal lengths, in C order. */
final class NestedElements {
  private final ElementsEncoder elements;
  private final NullArrays nulls;
  private final int itemsize;
  private final int[] lengths;

  /**
   * An encoder of arrays.
   *
   * @param lengths of the arrays on each axis; the caller may fill it until the first encoding
   */
  NestedElements(CellPlan element, int[] lengths) {
    this.elements = new ElementsEncoder(element);
    this.nulls = new NullArrays(element);
    this.itemsize = element.dtype().itemsize();
    this.lengths = lengths;
  }

  /** Lengths of the axes of a field, which Spark holds as arrays of at most 2^31 - 1 elements. */
  static int[] lengths(Shape shape) {
    int[] lengths = new int[shape.rank()];
    for (int axis = 0; axis < lengths.length; axis++) {
      lengths[axis] = Math.toIntExact(shape.length(axis));
    }
    return lengths;
  }

  /**
   * Encodes the array at {@code ordinal}.
   *
   * @throws UnfitValueException if it has another length, or is null and nothing stands for null
   */
  void encode(SpecializedGetters source, int ordinal, byte[] target, int at) {
    encode(source, ordinal, 0, target, at);
  }

  /** Returns where the next array starts. */
  private int encode(SpecializedGetters source, int ordinal, int axis, byte[] target, int at) {
    if (source.isNullAt(ordinal)) {
      int bytes = bytes(axis);
      nulls.fill(target, at, bytes);
      return at + bytes;
    }
    ArrayData array = source.getArray(ordinal);
    checkLength(array.numElements(), axis);
    if (axis + 1 == lengths.length) {
      elements.encode(array, lengths[axis], target, at);
      return at + lengths[axis] * itemsize;
    }
    int next = at;
    for (int i = 0; i < lengths[axis]; i++) {
      next = encode(array, i, axis + 1, target, next);
    }
    return next;
  }

  /** Bytes of an array whose first axis is this one. */
  private int bytes(int axis) {
    int bytes = itemsize;
    for (int inner = axis; inner < lengths.length; inner++) {
      bytes *= lengths[inner];
    }
    return bytes;
  }

  void checkLength(int found, int axis) {
    checkLength(found, lengths, axis);
  }

  static void checkLength(int found, int[] lengths, int axis) {
    if (found != lengths[axis]) {
      throw EncodeErrors.ragged(found, lengths[axis], axis);
    }
  }
}
