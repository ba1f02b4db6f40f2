package io.memmap.spark.internal.write.encode;

import io.memmap.array.SubArrayDType;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;

/** Encodes the array in a field that its dtype gives a shape. */
final class SubArrayEncoder implements CellEncoder {
  private final NestedElements elements;

  SubArrayEncoder(CellPlan cell, SubArrayDType dtype) {
    this.elements = new NestedElements(cell.elements(dtype), NestedElements.lengths(dtype.shape()));
  }

  @Override
  public void encode(SpecializedGetters source, int ordinal, byte[] target, int at) {
    elements.encode(source, ordinal, target, at);
  }
}
