package io.memmap.spark.internal.schema;

import io.memmap.spark.internal.write.encode.IndexColumn;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Finds the columns of a DataFrame that say which row or element a row is. */
public final class IndexColumns {
  private IndexColumns() {}

  /**
   * The integer column of this name, in upper or lower case.
   *
   * @param error makes the error from what was found
   * @throws IllegalArgumentException if there is no such column, or it has another type
   */
  public static IndexColumn find(
      StructType schema, String name, Function<String, IllegalArgumentException> error) {
    Optional<StructField> other = Optional.empty();
    for (int i = 0; i < schema.size(); i++) {
      StructField field = schema.fields()[i];
      if (field.name().equalsIgnoreCase(name)) {
        if (IndexColumn.isIndex(field.dataType())) {
          return IndexColumn.of(i, field.dataType());
        }
        other = Optional.of(field);
      }
    }
    throw error.apply(
        other
            .map(
                field ->
                    "column "
                        + field.name()
                        + " is of type "
                        + field.dataType().simpleString()
                        + ", and an index is a whole number; cast it to bigint")
            .orElseGet(
                () ->
                    "the DataFrame has no column "
                        + name
                        + ", found "
                        + schema.simpleString()
                        + "; add one of tinyint to bigint"));
  }
}
