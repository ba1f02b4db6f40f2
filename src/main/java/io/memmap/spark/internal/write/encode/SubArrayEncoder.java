package io.memmap.spark.internal.write.encode;

import io.memmap.array.Shape;
import io.memmap.array.SubArrayDType;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;

/** Encodes the array in a field that its dtype gives a shape. */
final class SubArrayEncoder implements CellEncoder {
  private final NestedElements elements;

  SubArrayEncoder(CellPlan cell, SubArrayDType dtype) {
    Shape shape = dtype.shape();
    int[] lengths = new int[shape.rank()];
    DataType type = cell.type();
    boolean nullable = false;
    for (int axis = 0; axis < lengths.length; axis++) {
      lengths[axis] = Math.toIntExact(shape.length(axis));
      ArrayType array = (ArrayType) type;
      type = array.elementType();
      nullable = array.containsNull();
    }
    CellPlan element = cell.part(cell.name(), 0, type, dtype.base(), nullable);
    this.elements = new NestedElements(element, lengths);
  }

  @Override
  public void encode(SpecializedGetters source, int ordinal, byte[] target, int at) {
    elements.encode(source, ordinal, target, at);
  }
}
