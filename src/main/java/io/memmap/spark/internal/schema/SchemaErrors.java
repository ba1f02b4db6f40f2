package io.memmap.spark.internal.schema;

import io.memmap.array.OneLine;
import io.memmap.spark.MemmapOptions;
import io.memmap.spark.internal.files.PathErrors;
import io.memmap.spark.internal.options.OptionErrors;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.DataType;

/**
 * Errors of schemas and layouts. Each message says which file, what was asked, what was found, and
 * what to do.
 */
final class SchemaErrors {
  private SchemaErrors() {}

  static IllegalArgumentException layoutColumnsNeedsTwoAxes(String path, Object shape) {
    return OptionErrors.badOption(
        MemmapOptions.LAYOUT,
        "columns",
        "file "
            + path
            + " has shape "
            + shape
            + ", only 1-D and 2-D arrays have columns; use layout=array");
  }

  static IllegalArgumentException tooManyColumns(String path, long found, int most) {
    return PathErrors.badFile(
        path,
        "layout=columns makes "
            + found
            + " columns, at most "
            + most
            + " are allowed; use layout=array, which makes one array column");
  }

  static IllegalArgumentException rowTooLong(String path, long found) {
    return PathErrors.badFile(
        path,
        "an array of "
            + found
            + " elements does not fit a row, at most 2147483632 do; give a shape with more axes");
  }

  static IllegalArgumentException rowBytesTooMany(String path, long found) {
    return PathErrors.badFile(
        path,
        "layout=bytes makes a binary of "
            + found
            + " bytes of each row, at most 2147483632 are allowed; use layout=array, or give a"
            + " shape of shorter rows");
  }

  static IllegalArgumentException blockBytesTooMany(
      String path, long rows, long rowBytes, long most) {
    return OptionErrors.badOption(
        MemmapOptions.RANGE_ROWS,
        Long.toString(rows),
        "file "
            + path
            + ": "
            + rows
            + " rows of "
            + rowBytes
            + " bytes do not fit a binary value, which has at most 2 GiB; give at most "
            + most);
  }

  static IllegalArgumentException schemaLength(
      String path, int asked, int found, List<String> columns) {
    return PathErrors.badFile(
        path,
        "the schema names "
            + asked
            + " columns, found "
            + found
            + " ("
            + columns.stream().limit(4).collect(Collectors.joining(", "))
            + (columns.size() > 4 ? ", ..." : "")
            + "); columns are matched by position");
  }

  static IllegalArgumentException schemaType(
      String path, String column, DataType asked, DataType found, List<DataType> allowed) {
    return PathErrors.badFile(
        path,
        "column "
            + column
            + ": the schema asks for "
            + asked.simpleString()
            + ", found "
            + found.simpleString()
            + "; allowed: "
            + allowed.stream().map(DataType::simpleString).collect(Collectors.joining(", ")));
  }

  static IllegalArgumentException schemaWithoutDType(String column, DataType type) {
    return new IllegalArgumentException(
        OneLine.of(
            "schema column "
                + column
                + " "
                + type.simpleString()
                + ": no NumPy dtype follows from this type; use boolean, tinyint, smallint, int,"
                + " bigint, float, double, decimal(20,0), date, timestamp_ntz, or a struct of"
                + " these, or give option dtype"));
  }
}
