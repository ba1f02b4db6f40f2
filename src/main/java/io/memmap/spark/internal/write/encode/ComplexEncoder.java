package io.memmap.spark.internal.write.encode;

import io.memmap.array.ComplexDType;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Encodes structs of {@code real} and {@code imag}, or real numbers, as complex numbers. */
final class ComplexEncoder implements CellEncoder {
  private static final List<String> NAMES = ComplexDType.PARTS;
  private static final int PARTS = NAMES.size();

  private final CellEncoder[] parts = new CellEncoder[PARTS];
  private final int[] ordinals = new int[PARTS];
  private final int partBytes;
  private final boolean struct;

  ComplexEncoder(CellPlan cell, ComplexDType dtype) {
    this.partBytes = dtype.part().itemsize();
    this.struct = cell.type() instanceof StructType;
    if (cell.type() instanceof StructType type) {
      NamedFields fields = new NamedFields(List.of(type.fieldNames()));
      for (int i = 0; i < PARTS; i++) {
        ordinals[i] = fields.placeOf(NAMES.get(i));
        StructField part = type.fields()[ordinals[i]];
        parts[i] =
            cell.part(
                    NAMES.get(i), ordinals[i], part.dataType(), dtype.partDType(), part.nullable())
                .encoder();
      }
    } else {
      parts[0] = cell.part(NAMES.get(0), 0, cell.type(), dtype.partDType(), false).encoder();
    }
  }

  @Override
  public void encode(SpecializedGetters source, int ordinal, byte[] target, int at) {
    if (struct) {
      InternalRow value = source.getStruct(ordinal, PARTS);
      parts[0].encode(value, ordinals[0], target, at);
      parts[1].encode(value, ordinals[1], target, at + partBytes);
    } else {
      parts[0].encode(source, ordinal, target, at);
      Arrays.fill(target, at + partBytes, at + PARTS * partBytes, (byte) 0);
    }
  }
}
