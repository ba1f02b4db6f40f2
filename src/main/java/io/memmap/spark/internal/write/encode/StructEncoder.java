package io.memmap.spark.internal.write.encode;

import io.memmap.array.DTypeField;
import io.memmap.array.StructuredDType;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.types.StructType;

/** Encodes structs as elements of a structured dtype, field by field, matched by name. */
final class StructEncoder implements CellEncoder {
  private final int size;
  private final FieldsEncoder fields;

  StructEncoder(CellPlan cell, StructuredDType dtype) {
    StructType type = (StructType) cell.type();
    NamedFields names = new NamedFields(List.of(type.fieldNames()));
    List<CellPlan> plans = new ArrayList<>();
    for (DTypeField field : dtype.fields()) {
      int ordinal = names.find(field.name());
      plans.add(cell.field(field, ordinal, type.fields()[ordinal]));
    }
    this.size = type.size();
    this.fields = new FieldsEncoder("field", plans, dtype.itemsize());
  }

  @Override
  public void encode(SpecializedGetters source, int ordinal, byte[] target, int at) {
    fields.encode(source.getStruct(ordinal, size), target, at);
  }
}
