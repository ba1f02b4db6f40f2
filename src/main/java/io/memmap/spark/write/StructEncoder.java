package io.memmap.spark.write;

import io.memmap.array.DTypeField;
import io.memmap.array.StructuredDType;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Encodes structs as elements of a structured dtype, field by field, matched by name. */
final class StructEncoder implements CellEncoder {
  private final StructuredDType dtype;
  private final int size;
  private final CellEncoder[] encoders;
  private final int[] ordinals;

  StructEncoder(CellPlan cell, StructuredDType dtype) {
    this.dtype = dtype;
    StructType type = (StructType) cell.type();
    List<DTypeField> fields = dtype.fields();
    List<String> names = List.of(type.fieldNames());
    this.size = type.size();
    this.encoders = new CellEncoder[fields.size()];
    this.ordinals = new int[fields.size()];
    for (int i = 0; i < encoders.length; i++) {
      DTypeField field = fields.get(i);
      ordinals[i] = NamedFields.find(names, field.name());
      StructField from = type.fields()[ordinals[i]];
      encoders[i] =
          cell.part(field.name(), ordinals[i], from.dataType(), field.dtype(), from.nullable())
              .encoder();
    }
  }

  @Override
  public void encode(SpecializedGetters source, int ordinal, byte[] target, int at) {
    InternalRow value = source.getStruct(ordinal, size);
    Arrays.fill(target, at, at + dtype.itemsize(), (byte) 0); // gaps between fields too
    int i = 0;
    try {
      for (; i < encoders.length; i++) {
        encoders[i].encode(value, ordinals[i], target, at + dtype.fields().get(i).offset());
      }
    } catch (UnfitValueException e) {
      throw new UnfitValueException(
          "field " + dtype.fields().get(i).name() + ": " + e.getMessage());
    }
  }
}
