package io.memmap.spark.internal.schema;

import io.memmap.array.DType;
import io.memmap.spark.internal.read.source.ScanColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Applies a user's schema: new names by position, and wider types where NumPy's types allow it. */
public final class UserSchema {
  private final String path;
  private final List<StructField> fields;

  public UserSchema(String path, List<StructField> fields) {
    this.path = path;
    this.fields = List.copyOf(fields);
  }

  /**
   * Renames and widens the columns.
   *
   * @param columns the array's own columns
   * @throws IllegalArgumentException if the schema has another number of columns, or a type that a
   *     column cannot be read as
   */
  public List<ScanColumn> applyTo(List<ScanColumn> columns) {
    if (fields.size() != columns.size()) {
      List<String> names = columns.stream().map(column -> column.field().name()).toList();
      throw SchemaErrors.schemaLength(path, fields.size(), columns.size(), names);
    }
    List<ScanColumn> renamed = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      renamed.add(applied(fields.get(i), columns.get(i)));
    }
    return renamed;
  }

  private ScanColumn applied(StructField asked, ScanColumn column) {
    StructField own = column.field();
    Optional<DType> dtype = column.dtype();
    Optional<DataType> type =
        dtype.isPresent()
            ? AskedType.of(asked.dataType(), dtype.get(), axes(own.dataType()))
            : Optional.of(own.dataType()).filter(found -> isLike(asked.dataType(), found));
    if (type.isEmpty()) {
      throw SchemaErrors.schemaType(
          path, asked.name(), asked.dataType(), own.dataType(), allowed(column));
    }
    return column.as(new StructField(asked.name(), type.get(), own.nullable(), own.metadata()));
  }

  /** Whether a type is the same; a schema may allow nulls in arrays that have none. */
  private static boolean isLike(DataType asked, DataType own) {
    return own instanceof ArrayType array
        ? asked instanceof ArrayType other && other.elementType().equals(array.elementType())
        : asked.equals(own);
  }

  /**
   * The types that a schema may ask for; for structs, whose fields are checked one by one, the
   * struct's own type.
   */
  private static List<DataType> allowed(ScanColumn column) {
    DataType own = column.field().dataType();
    DataType element = own;
    while (element instanceof ArrayType array) {
      element = array.elementType();
    }
    if (!column.isStored() || element instanceof StructType) {
      return List.of(own);
    }
    return TypeMapping.readableAs(column.dtype().get()).stream()
        .map(type -> TypeMapping.nested(type, axes(own), false))
        .toList();
  }

  private static int axes(DataType type) {
    return type instanceof ArrayType array ? 1 + axes(array.elementType()) : 0;
  }
}
