package io.memmap.spark.internal.write.plan;

import io.memmap.array.DTypeField;
import io.memmap.array.StructuredDType;
import io.memmap.spark.MemmapOptions;
import io.memmap.spark.internal.files.PathErrors;
import io.memmap.spark.internal.options.OptionErrors;
import io.memmap.spark.internal.schema.TypeMapping;
import java.util.List;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.StringType;

/**
 * Errors of writes that are found before any task starts. What they advise never makes a file that
 * is there unreadable. Each says in this order: which option or file, what it asked, what was
 * found, what to do.
 */
final class PlanErrors {
  private PlanErrors() {}

  static IllegalArgumentException cannotCast(
      String path, String column, Object from, Object to, String casting) {
    return PathErrors.badFile(
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

  static IllegalArgumentException dtypeDoesNotHold(
      String path, String column, DataType type, Object dtype, String cure) {
    return PathErrors.badFile(
        path,
        "column "
            + column
            + " "
            + type.simpleString()
            + ": dtype "
            + dtype
            + " does not hold it; cast it to "
            + cure
            + ", or give another option dtype");
  }

  static IllegalArgumentException fieldsDiffer(
      String path, StructuredDType dtype, List<String> names) {
    List<String> asked = dtype.fields().stream().map(DTypeField::name).toList();
    return PathErrors.badFile(
        path,
        "dtype "
            + dtype
            + " has the fields "
            + asked
            + ", found columns "
            + names
            + "; select or rename them, since they are matched by name");
  }

  static IllegalArgumentException mixedArrayColumns(String path, String column) {
    return PathErrors.badFile(
        path,
        "column "
            + column
            + " is an array beside other columns; select it alone, or its elements as columns");
  }

  static IllegalArgumentException noBytes(String path, String column, Object dtype) {
    return PathErrors.badFile(
        path,
        "column "
            + column
            + ": elements of dtype "
            + dtype
            + " have 0 bytes and can't be stored; give a dtype with a length");
  }

  static IllegalArgumentException unwritableColumn(String path, String column, DataType type) {
    boolean needsLength = type instanceof StringType || type instanceof BinaryType;
    return PathErrors.badFile(
        path,
        "column "
            + column
            + " "
            + type.simpleString()
            + (needsLength
                ? ": an array's elements have one length, which this type does not tell; give"
                    + " option dtype, such as "
                    + (type instanceof StringType ? "U10, or S10 for UTF-8" : "S10")
                : ": no NumPy dtype follows from this type; " + cast(type)));
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
    return PathErrors.badFile(
        path, "no .npz archive is made or changed, found the name *.npz; name a file *.npy");
  }

  static IllegalArgumentException offsetBehindHeader(long offset) {
    return OptionErrors.badOption(
        MemmapOptions.OFFSET,
        String.valueOf(offset),
        "the data of a .npy file start behind its header; leave it out, or name a new file that"
            + " does not end in .npy");
  }
}
