package io.memmap.spark.internal.schema;

import io.memmap.array.ComplexDType;
import io.memmap.array.DType;
import io.memmap.array.Endian;
import io.memmap.array.ScalarDType;
import io.memmap.array.ScalarKind;
import io.memmap.array.Shape;
import io.memmap.array.StructuredDType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The dtype that a user's schema describes if no option does, in native byte order. Fields that
 * were read from an array carry their own dtype.
 */
public final class SchemaDType {
  private SchemaDType() {}

  /**
   * Fields of one type under a shape of two axes are a 2-D array; other fields are a packed struct.
   */
  public static DType of(List<StructField> fields, Optional<Shape> shape) {
    List<String> names = new ArrayList<>();
    List<DType> dtypes = new ArrayList<>();
    for (StructField field : fields) {
      names.add(field.name());
      dtypes.add(element(field));
    }
    boolean twoAxes = shape.isPresent() && shape.get().rank() == 2;
    boolean equal = dtypes.stream().distinct().count() == 1;
    // A struct as the only column stays one column: its fields would become the columns instead.
    boolean single = dtypes.size() == 1 && !(dtypes.get(0) instanceof StructuredDType);
    return equal && (twoAxes || single) ? dtypes.get(0) : StructuredDType.packed(names, dtypes);
  }

  private static DType element(StructField field) {
    return ArrayColumns.carriedDType(field)
        .or(() -> natural(TypeMapping.innermost(field.dataType())))
        .orElseThrow(() -> SchemaErrors.schemaWithoutDType(field.name(), field.dataType()));
  }

  /**
   * The dtype of a Spark type, if nothing else says it.
   *
   * @return empty for types without a NumPy dtype, and for text and binary, whose length is unknown
   */
  public static Optional<DType> natural(DataType type) {
    if (type instanceof StructType struct) {
      return struct(struct);
    }
    Optional<DType> number =
        TypeMapping.storedAs(type).map(kind -> new ScalarDType(kind, Endian.NATIVE));
    return number.or(() -> TypeMapping.storedAsTime(type));
  }

  private static Optional<DType> struct(StructType type) {
    List<String> names = List.of(type.fieldNames());
    List<DType> dtypes = new ArrayList<>();
    for (StructField member : type.fields()) {
      Optional<DType> dtype =
          ArrayColumns.carriedDType(member).or(() -> natural(member.dataType()));
      if (dtype.isEmpty()) {
        return Optional.empty();
      }
      dtypes.add(dtype.get());
    }
    boolean complex =
        names.equals(ComplexDType.PARTS)
            && dtypes.get(0) instanceof ScalarDType part
            && (part.kind() == ScalarKind.FLOAT32 || part.kind() == ScalarKind.FLOAT64)
            && part.equals(dtypes.get(1));
    if (complex) {
      ScalarDType part = (ScalarDType) dtypes.get(0);
      return Optional.of(new ComplexDType(part.kind(), part.endian()));
    }
    return Optional.of(StructuredDType.packed(names, dtypes));
  }
}
