package io.memmap.spark;

import io.memmap.array.DType;
import io.memmap.array.Endian;
import io.memmap.array.ScalarDType;
import io.memmap.array.ScalarKind;
import io.memmap.array.Shape;
import io.memmap.array.StructuredDType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;

/**
 * The dtype that a user's schema describes when no option does, in this machine's byte order;
 * fields that were read from an array bring their own dtype along.
 */
final class SchemaDType {
  private SchemaDType() {}

  /** Equal types under a shape of two axes are that array; else the packed struct of the types. */
  static DType of(List<StructField> fields, Optional<Shape> shape) {
    List<String> names = new ArrayList<>();
    List<DType> dtypes = new ArrayList<>();
    for (StructField field : fields) {
      names.add(field.name());
      dtypes.add(scalar(field));
    }
    boolean twoAxes = shape.isPresent() && shape.get().rank() == 2;
    boolean equal = dtypes.stream().distinct().count() == 1;
    return equal && (twoAxes || dtypes.size() == 1)
        ? dtypes.get(0)
        : StructuredDType.packed(names, dtypes);
  }

  private static DType scalar(StructField field) {
    Optional<DType> carried = ArrayColumns.carriedDType(field);
    if (carried.isPresent()) {
      return carried.get();
    }
    DataType type = field.dataType();
    while (type instanceof ArrayType array) {
      type = array.elementType();
    }
    ScalarKind kind =
        TypeMapping.storedAs(type)
            .orElseThrow(() -> MemmapErrors.schemaWithoutDType(field.name(), field.dataType()));
    return new ScalarDType(kind, Endian.NATIVE);
  }
}
