package io.memmap.spark.internal.write.encode;

import io.memmap.array.Shape;
import io.memmap.array.SubArrayDType;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.util.ArrayData;

/** Encodes nested arrays in C order. Arrays on the same axis must have equal lengths. */
public final class NestedElements {
  private final ElementsEncoder elements;
  private final NullArrays nulls;
  private final int itemsize;
  private final int[] lengths;

  /**
   * An encoder of arrays.
   *
   * @param lengths of the axes; the caller may fill them in before the first array is encoded
   */
  NestedElements(CellPlan element, int[] lengths) {
    this.elements = new ElementsEncoder(element);
    this.nulls = new NullArrays(element);
    this.itemsize = element.dtype().itemsize();
    this.lengths = lengths;
  }

  /** Lengths of the axes of a field, which Spark holds as arrays of at most 2^31 - 1 elements. */
  public static int[] lengths(Shape shape) {
    int[] lengths = new int[shape.rank()];
    for (int axis = 0; axis < lengths.length; axis++) {
      lengths[axis] = Math.toIntExact(shape.length(axis));
    }
    return lengths;
  }

  /**
   * Encodes the array at {@code ordinal}.
   *
   * @throws UnfitValueException if it has another length, or is null and nulls are refused
   */
  void encode(SpecializedGetters source, int ordinal, byte[] target, int at) {
    encode(source, ordinal, 0, target, at);
  }

  /** Encodes an array whose first axis is {@code axis}, and returns where the next one starts. */
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

  /** Bytes of an array whose first axis is {@code axis}. */
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

  /**
   * Checks the length of an array.
   *
   * @param lengths of all axes
   * @throws UnfitValueException if it is not that of the axis
   */
  public static void checkLength(int found, int[] lengths, int axis) {
    if (found != lengths[axis]) {
      throw EncodeErrors.ragged(found, lengths[axis], axis);
    }
  }

  /** Encodes arrays as a field with a shape. */
  static final class SubArray implements CellEncoder {
    private final NestedElements elements;

    SubArray(CellPlan cell, SubArrayDType dtype) {
      this.elements = new NestedElements(cell.elements(dtype), lengths(dtype.shape()));
    }

    @Override
    public void encode(SpecializedGetters source, int ordinal, byte[] target, int at) {
      elements.encode(source, ordinal, target, at);
    }
  }
}
