package io.memmap.spark;

import io.memmap.array.ArrayView;
import io.memmap.array.ScalarDType;
import io.memmap.spark.read.ScanColumn;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/** A schema given by the user: new names by position, and wider types where NumPy's allow it. */
final class UserSchema {
  private final String path;
  private final List<StructField> fields;

  UserSchema(String path, List<StructField> fields) {
    this.path = path;
    this.fields = List.copyOf(fields);
  }

  /**
   * Renames the columns, and widens them as far as NumPy's types allow.
   *
   * @param columns the array's own columns
   * @throws IllegalArgumentException if the schema has another number of columns, or a type that a
   *     column can't be read as
   */
  List<ScanColumn> applyTo(List<ScanColumn> columns) {
    if (fields.size() != columns.size()) {
      List<String> names = columns.stream().map(column -> column.field().name()).toList();
      throw MemmapErrors.schemaLength(path, fields.size(), columns.size(), names);
    }
    List<ScanColumn> renamed = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      renamed.add(applied(fields.get(i), columns.get(i)));
    }
    return renamed;
  }

  private ScanColumn applied(StructField asked, ScanColumn column) {
    ArrayView view = column.view().orElseThrow();
    DataType own = column.field().dataType();
    List<DataType> allowed = new ArrayList<>();
    for (DataType scalar : TypeMapping.readableAs(((ScalarDType) view.dtype()).kind())) {
      allowed.add(nested(scalar, view.rank() - 1));
    }
    int match = allowed.indexOf(withoutNulls(asked.dataType()));
    if (match < 0) {
      throw MemmapErrors.schemaType(path, asked.name(), asked.dataType(), own, allowed);
    }
    StructField field =
        new StructField(asked.name(), allowed.get(match), false, column.field().metadata());
    return ScanColumn.values(field, view);
  }

  private static DataType nested(DataType scalar, int depth) {
    DataType type = scalar;
    for (int i = 0; i < depth; i++) {
      type = DataTypes.createArrayType(type, false);
    }
    return type;
  }

  /** Users write {@code array<float>}, which allows nulls; an array file has none. */
  private static DataType withoutNulls(DataType type) {
    return type instanceof ArrayType array
        ? DataTypes.createArrayType(withoutNulls(array.elementType()), false)
        : type;
  }
}
