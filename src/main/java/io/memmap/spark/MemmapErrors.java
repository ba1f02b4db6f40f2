package io.memmap.spark;

import io.memmap.array.InvalidArrayException;
import io.memmap.array.NearestName;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.DataType;

/**
 * All errors that a user can make on the driver. Each says in this order: which option or file,
 * what it asked, what was found, what to do.
 */
final class MemmapErrors {
  private MemmapErrors() {}

  /** Says no value: it may be a secret that was meant for somebody else. */
  static IllegalArgumentException unknownOption(String key) {
    Optional<String> nearest = NearestName.to(key, MemmapOptions.ALL);
    String advice =
        nearest
            .map(name -> "did you mean '" + name + "'?")
            .orElse("known options: " + String.join(", ", MemmapOptions.ALL));
    return new IllegalArgumentException("option '" + key + "' is not known to memmap; " + advice);
  }

  static IllegalArgumentException badOption(String key, String value, String reason) {
    return new IllegalArgumentException("option " + key + "='" + value + "': " + reason);
  }

  static IllegalArgumentException badSetting(String key, String value, String reason) {
    return new IllegalArgumentException("setting " + key + "='" + value + "': " + reason);
  }

  /** The array room's messages name the option and its value themselves. */
  static IllegalArgumentException badDescription(InvalidArrayException reason) {
    return new IllegalArgumentException("option " + reason.getMessage(), reason);
  }

  static <E extends Enum<E>> IllegalArgumentException unknownWord(
      String key, String value, Class<E> type) {
    String words =
        Arrays.stream(type.getEnumConstants())
            .map(constant -> constant.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(" or "));
    return badOption(key, value, "must be " + words);
  }

  static IllegalArgumentException noPath() {
    return new IllegalArgumentException(
        "no file given; name it in load(\"data.dat\") or option(\"path\", \"data.dat\")");
  }

  static IllegalArgumentException manyPaths(String paths) {
    return new IllegalArgumentException(
        "paths " + paths + ": one array file can be read at a time; load each and union them");
  }

  static IllegalArgumentException notLocal(String path, String scheme) {
    return new IllegalArgumentException(
        "file "
            + path
            + ": only local and mounted file systems can be mapped, found scheme '"
            + scheme
            + "'; mount it, or copy the file to a disk that all executors see");
  }

  static IllegalArgumentException badFile(String path, String found) {
    return new IllegalArgumentException("file " + path + ": " + found);
  }

  static IllegalArgumentException layoutColumnsNeedsTwoAxes(String path, Object shape) {
    return badOption(
        MemmapOptions.LAYOUT,
        "columns",
        "file "
            + path
            + " has shape "
            + shape
            + ", only 1-D and 2-D arrays have columns; use layout=array");
  }

  static IllegalArgumentException tooManyColumns(String path, long found, int most) {
    return badFile(
        path,
        "layout=columns makes "
            + found
            + " columns, at most "
            + most
            + " are allowed; use layout=array, which makes one array column");
  }

  static IllegalArgumentException rowTooLong(String path, long found) {
    return badFile(
        path,
        "an array of "
            + found
            + " elements does not fit a row, at most 2147483632 do; give a shape with more axes");
  }

  static IllegalArgumentException rowTooWide(String path, String column, String found) {
    return badFile(path, "column " + column + ": " + found);
  }

  static IllegalArgumentException schemaLength(
      String path, int asked, int found, List<String> columns) {
    return badFile(
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
    return badFile(
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
        "schema column "
            + column
            + " "
            + type.simpleString()
            + ": no NumPy dtype follows from this type; use boolean, tinyint, smallint, int,"
            + " bigint, float, double, decimal(20,0), or give option dtype");
  }

  static IllegalArgumentException duplicateColumn(String name, boolean alike) {
    return new IllegalArgumentException(
        "column "
            + name
            + (alike
                ? ": two columns have this name; rename one"
                : ": two columns have this name but for upper and lower case; rename one, or set"
                    + " spark.sql.caseSensitive=true"));
  }

  static IllegalArgumentException unwritableColumn(String path, String column, DataType type) {
    return badFile(
        path,
        "column "
            + column
            + " "
            + type.simpleString()
            + ": no NumPy dtype follows from this type; cast it to a number or boolean, or give"
            + " option dtype");
  }

  static IllegalArgumentException cannotCast(
      String path, String column, Object from, Object to, String casting) {
    return badFile(
        path,
        "column "
            + column
            + ": casting='"
            + casting
            + "' does not allow "
            + from
            + " to "
            + to
            + "; use casting=unsafe, or leave it out to check each value");
  }

  static IllegalArgumentException mixedArrayColumns(String path, String column) {
    return badFile(
        path,
        "column "
            + column
            + " is an array beside other columns; select it alone, or its elements as columns");
  }
}
