package io.memmap.spark.internal.write.encode;

import io.memmap.array.StructuredDType;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.types.StructType;

/** Encodes structs as elements of a structured dtype, field by field, matched by name. */
final class StructEncoder implements CellEncoder {
  private final int size;
  private final FieldsEncoder fields;

  StructEncoder(CellPlan cell, StructuredDType dtype) {
    this.size = ((StructType) cell.type()).size();
    this.fields = new FieldsEncoder("field", cell.fields(dtype), dtype.itemsize());
  }

  @Override
  public void encode(SpecializedGetters source, int ordinal, byte[] target, int at) {
    fields.encode(source.getStruct(ordinal, size), target, at);
  }
}
