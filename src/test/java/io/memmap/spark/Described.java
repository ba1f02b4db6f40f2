package io.memmap.spark;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Prints schemas; {@code !} marks fields that are never null. */
final class Described {
  private Described() {}

  static String schema(StructType schema) {
    return fields(schema, " ", ", ");
  }

  private static String fields(StructType type, String afterName, String between) {
    return Arrays.stream(type.fields())
        .map(field -> field.name() + afterName + field(field))
        .collect(Collectors.joining(between));
  }

  private static String field(StructField field) {
    return type(field.dataType()) + (field.nullable() ? "" : "!");
  }

  private static String type(DataType type) {
    if (type instanceof StructType struct) {
      return "struct<" + fields(struct, ":", ",") + ">";
    }
    return type instanceof ArrayType array
        ? "array<" + type(array.elementType()) + (array.containsNull() ? "" : "!") + ">"
        : type.simpleString();
  }
}
