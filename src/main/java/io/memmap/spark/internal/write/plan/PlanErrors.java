package io.memmap.spark.internal.write.plan;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import io.memmap.array.DTypeField;
import io.memmap.array.StructuredDType;
import io.memmap.spark.MemmapOptions;
import io.memmap.spark.internal.files.PathErrors;
import io.memmap.spark.internal.options.OptionErrors;
import io.memmap.spark.internal.schema.TypeMapping;
import io.memmap.storage.file.Location;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;

/**
 * Errors of writes that are found before any task starts. Each says which file or option, what was
 * found and what to do. Advice to give another option never changes how bytes are read that are in
 * the file already.
 */
final class PlanErrors {
  private PlanErrors() {}

  @FormatMethod
  private static IllegalArgumentException file(
      String path, @FormatString String format, Object... arguments) {
    return PathErrors.badFile(path, String.format(Locale.ROOT, format, arguments));
  }

  static IllegalArgumentException noColumns(String path) {
    return file(path, "the DataFrame has no column to write");
  }

  static IllegalArgumentException noArrayColumn(StructType schema) {
    return OptionErrors.badOption(
        MemmapOptions.LAYOUT,
        "array",
        "the DataFrame has no array column, found "
            + schema.simpleString()
            + "; leave it out, or make one with array(...)");
  }

  static IllegalArgumentException cannotCast(
      String path, String column, Object from, Object to, String casting) {
    return file(
        path,
        "column %s: casting='%s' does not allow %s to %s; use casting=unsafe, or leave it out to"
            + " check each value",
        column,
        casting,
        from,
        to);
  }

  /**
   * A dtype that is not one for values of a type.
   *
   * @param cure the types that it holds, after "cast it to"
   */
  static IllegalArgumentException dtypeDoesNotHold(
      String path, String column, DataType type, Object dtype, String cure) {
    return file(
        path,
        "column %s %s: dtype %s does not hold it; cast it to %s, or give another option dtype",
        column,
        type.simpleString(),
        dtype,
        cure);
  }

  static IllegalArgumentException fieldsDiffer(
      String path, StructuredDType dtype, List<String> names) {
    List<String> asked = dtype.fields().stream().map(DTypeField::name).toList();
    return file(
        path,
        "dtype %s has the fields %s, found columns %s; select or rename them, since they are"
            + " matched by name",
        dtype,
        asked,
        names);
  }

  static IllegalArgumentException mixedArrayColumns(String path, String column) {
    return file(
        path,
        "column %s is an array beside other columns; select it alone, or its elements as columns",
        column);
  }

  static IllegalArgumentException noBytes(String path, String column, Object dtype) {
    return file(
        path,
        "column %s: elements of dtype %s have 0 bytes and can't be stored; give a dtype with a"
            + " length",
        column,
        dtype);
  }

  /** The text of option {@code nullValue} is not a value of the column's dtype. */
  static IllegalArgumentException badNullValue(
      String text, String column, IllegalArgumentException reason) {
    return OptionErrors.badOption(
        MemmapOptions.NULL_VALUE, text, "column " + column + ": " + reason.getMessage());
  }

  static IllegalArgumentException unwritableColumn(String path, String column, DataType type) {
    String problem =
        type instanceof StringType || type instanceof BinaryType
            ? "all elements of an array have the same length, which this type does not have; give"
                + " option dtype, such as "
                + (type instanceof StringType ? "U10, or S10 for UTF-8" : "S10")
            : "no NumPy dtype follows from this type; " + cast(type);
    return file(path, "column %s %s: %s", column, type.simpleString(), problem);
  }

  /** How values of a type get a dtype; an option does not help where no dtype holds them. */
  private static String cast(DataType type) {
    DataType inner = TypeMapping.innermost(type);
    if (inner instanceof DecimalType) {
      return "give option dtype, such as float64, or cast it to double, or whole numbers to bigint or"
          + " decimal(20,0)";
    } else if (inner instanceof MapType) {
      return "select its values by their keys, or map_values(...) as an array";
    } else if (inner instanceof NullType) {
      return "cast it to the type of its values";
    }
    return "cast it to a number or boolean, or give option dtype";
  }

  static IllegalArgumentException archiveNotWritten(String path) {
    return file(path, "a .npz archive can't be written; give it a name that ends in .npy");
  }

  static IllegalArgumentException offsetWithHeader(long offset) {
    return OptionErrors.badOption(
        MemmapOptions.OFFSET,
        String.valueOf(offset),
        "the data of a .npy file start after its header; leave it out, or name a new file that"
            + " does not end in .npy");
  }

  static IllegalArgumentException badHeader(Location path, IllegalArgumentException reason) {
    return PathErrors.badFile(path.toString(), reason.getMessage());
  }

  static IllegalArgumentException cannotRead(Location path, IOException reason) {
    return file(path.toString(), "cannot be read (%s)", reason.getMessage());
  }

  static IllegalArgumentException appendToScalar(Location path) {
    return file(path.toString(), "append to a 0-d array, which has no rows; save it anew as 1-D");
  }
}
