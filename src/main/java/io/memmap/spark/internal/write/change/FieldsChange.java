package io.memmap.spark.internal.write.change;

import io.memmap.array.StructuredDType;
import io.memmap.spark.internal.write.encode.CellPlan;
import io.memmap.spark.internal.write.encode.UnfitValueException;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.types.StructType;

/** Encodes the changed fields of a struct. */
final class FieldsChange implements CellChange {
  private final int size;
  private final List<CellPlan> fields;
  private final CellChange[] changes;

  FieldsChange(CellPlan cell, StructuredDType dtype) {
    this.size = ((StructType) cell.type()).size();
    this.fields = cell.fields(dtype);
    this.changes = fields.stream().map(CellChange::of).toArray(CellChange[]::new);
  }

  @Override
  public boolean encode(
      SpecializedGetters now,
      int ordinal,
      SpecializedGetters before,
      int place,
      MarkedBlock target,
      int at) {
    InternalRow values = now.getStruct(ordinal, size);
    InternalRow old = before.getStruct(place, size);
    boolean any = false;
    for (int i = 0; i < changes.length; i++) {
      CellPlan field = fields.get(i);
      int which = field.ordinal();
      try {
        any |= changes[i].encode(values, which, old, which, target, at + field.offset());
      } catch (UnfitValueException e) {
        throw e.in("field", field.name());
      }
    }
    return any;
  }
}
