package io.memmap.spark.internal.schema;

import io.memmap.array.ComplexDType;
import io.memmap.array.DType;
import io.memmap.array.DTypeField;
import io.memmap.array.StructuredDType;
import io.memmap.array.SubArrayDType;
import io.memmap.spark.internal.write.encode.NamedFields;
import java.util.List;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Tells columns that hold whole elements of a structured dtype from columns that hold its fields;
 * names of both may be equal.
 */
public final class ElementTypes {
  private ElementTypes() {}

  /** Whether each column holds whole elements of the dtype, alone or in arrays. */
  public static boolean areElements(StructuredDType dtype, List<StructField> columns) {
    return columns.stream()
        .allMatch(column -> isLike(dtype, TypeMapping.innermost(column.dataType())));
  }

  private static boolean isLike(DType dtype, DataType type) {
    if (dtype instanceof StructuredDType structured) {
      return type instanceof StructType struct && isLike(structured, struct);
    } else if (dtype instanceof SubArrayDType array) {
      return type instanceof ArrayType && isLike(array.base(), TypeMapping.innermost(type));
    }
    boolean complex = dtype instanceof ComplexDType;
    return !(type instanceof ArrayType) && (complex || !(type instanceof StructType));
  }

  private static boolean isLike(StructuredDType dtype, StructType struct) {
    List<String> names = List.of(struct.fieldNames());
    if (!NamedFields.match(dtype, names)) {
      return false;
    }
    NamedFields fields = new NamedFields(names);
    for (DTypeField field : dtype.fields()) {
      int ordinal = fields.placeOf(field.name());
      if (!isLike(field.dtype(), struct.fields()[ordinal].dataType())) {
        return false;
      }
    }
    return true;
  }
}
