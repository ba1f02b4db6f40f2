package io.memmap.spark.internal.write.plan;

import io.memmap.array.BytesDType;
import io.memmap.array.Casting;
import io.memmap.array.ComplexDType;
import io.memmap.array.DType;
import io.memmap.array.DTypeField;
import io.memmap.array.ScalarDType;
import io.memmap.array.StructuredDType;
import io.memmap.array.SubArrayDType;
import io.memmap.array.TickUnit;
import io.memmap.array.TimeDType;
import io.memmap.array.UnicodeDType;
import io.memmap.array.VoidDType;
import io.memmap.spark.internal.options.WriteOptions;
import io.memmap.spark.internal.schema.ArrayColumns;
import io.memmap.spark.internal.schema.MlVectors;
import io.memmap.spark.internal.schema.SchemaDType;
import io.memmap.spark.internal.schema.TypeMapping;
import io.memmap.spark.internal.write.encode.CellPlan;
import io.memmap.spark.internal.write.encode.NamedFields;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DayTimeIntervalType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;
import org.apache.spark.sql.types.YearMonthIntervalType;

/** Decides how values become elements, and refuses types that can't. */
final class CellPlanner {
  private final WriteOptions options;
  private final String path;

  CellPlanner(WriteOptions options) {
    this.options = options;
    this.path = options.location().toString();
  }

  /** The dtype of a column without option {@code dtype}. */
  DType dtype(StructField field) {
    return ArrayColumns.carriedDType(field)
        .or(() -> SchemaDType.natural(innermost(field.dataType())))
        .orElseThrow(() -> PlanErrors.unwritableColumn(path, field.name(), field.dataType()));
  }

  private static DataType innermost(DataType nested) {
    DataType type = TypeMapping.innermost(nested);
    return MlVectors.is(type) ? DataTypes.DoubleType : type;
  }

  /** Plans the values of a column. */
  CellPlan plan(StructField field, int ordinal, DType dtype, int offset) {
    return plan(field, ordinal, field.dataType(), field.nullable(), dtype, offset);
  }

  /**
   * Plans the values of a column, or the elements of the arrays in it.
   *
   * @param type of the values or elements
   * @param nullable whether some may be null
   */
  CellPlan plan(
      StructField field, int ordinal, DataType type, boolean nullable, DType dtype, int offset) {
    if (dtype.itemsize() == 0) {
      throw PlanErrors.noBytes(path, field.name(), dtype);
    }
    check(field.name(), type, dtype);
    String nullText = options.nullValue().orElse(null);
    boolean carried = options.dtype().isEmpty() && ArrayColumns.bringsDType(field);
    Casting casting = options.casting();
    CellPlan cell =
        new CellPlan(
            field.name(), ordinal, type, dtype, offset, nullText, casting, nullable, carried);
    try {
      cell.check();
    } catch (IllegalArgumentException e) {
      throw PlanErrors.badNullValue(nullText, field.name(), e);
    }
    return cell;
  }

  private void check(String column, DataType type, DType dtype) {
    if (dtype instanceof StructuredDType structured && type instanceof StructType struct) {
      checkFields(column, struct, structured);
    } else if (dtype instanceof SubArrayDType array) {
      check(column, elements(column, type, array), array.base());
    } else if (dtype instanceof ComplexDType complex && isComplex(type)) {
      for (StructField part : ((StructType) type).fields()) {
        check(column + "." + part.name(), part.dataType(), complex.partDType());
      }
    } else if (dtype instanceof ComplexDType complex && isNumber(type)) {
      checkCasting(column, type, complex.partDType());
    } else if (holds(dtype, type)) {
      checkCasting(column, type, dtype);
    } else {
      throw PlanErrors.dtypeDoesNotHold(path, column, type, dtype, cure(dtype));
    }
  }

  private void checkFields(String column, StructType struct, StructuredDType dtype) {
    List<String> names = List.of(struct.fieldNames());
    if (!NamedFields.match(dtype, names)) {
      throw PlanErrors.fieldsDiffer(path, dtype, names);
    }
    NamedFields fields = new NamedFields(names);
    for (DTypeField field : dtype.fields()) {
      DataType type = struct.fields()[fields.placeOf(field.name())].dataType();
      check(column + "." + field.name(), type, field.dtype());
    }
  }

  private DataType elements(String column, DataType type, SubArrayDType dtype) {
    DataType element = type;
    for (int axis = 0; axis < dtype.shape().rank(); axis++) {
      if (!(element instanceof ArrayType array)) {
        throw PlanErrors.dtypeDoesNotHold(path, column, type, dtype, cure(dtype));
      }
      element = array.elementType();
    }
    return element;
  }

  private static boolean isComplex(DataType type) {
    return type instanceof StructType struct
        && struct.size() == ComplexDType.PARTS.size()
        && ComplexDType.PARTS.stream()
            .map(new NamedFields(List.of(struct.fieldNames()))::find)
            .allMatch(OptionalInt::isPresent);
  }

  private static boolean isNumber(DataType type) {
    return type instanceof NumericType || type instanceof BooleanType;
  }

  private static boolean holds(DType dtype, DataType type) {
    if (dtype instanceof ScalarDType) {
      return isNumber(type);
    } else if (dtype instanceof TimeDType time) {
      return holds(time, type);
    } else if (dtype instanceof UnicodeDType) {
      return type instanceof StringType;
    } else if (dtype instanceof BytesDType || dtype instanceof VoidDType) {
      return type instanceof BinaryType
          || (type instanceof StringType && dtype instanceof BytesDType);
    }
    return false;
  }

  private static boolean holds(TimeDType dtype, DataType type) {
    if (type instanceof LongType
        || type instanceof IntegerType
        || type instanceof ShortType
        || type instanceof ByteType) {
      return true;
    }
    boolean calendar = dtype.unit() == TickUnit.YEAR || dtype.unit() == TickUnit.MONTH;
    boolean generic = dtype.unit() == TickUnit.GENERIC;
    if (dtype.duration()) {
      return calendar
          ? type instanceof YearMonthIntervalType
          : type instanceof DayTimeIntervalType && !generic;
    }
    return !generic
        && (type instanceof DateType
            || type instanceof TimestampNTZType
            || type instanceof TimestampType);
  }

  /** Checks the pair of types by option {@code casting}; encoders check the values. */
  private void checkCasting(String column, DataType type, DType dtype) {
    Casting casting = options.casting();
    Optional<DType> natural = SchemaDType.natural(type);
    if (natural.isPresent() && !casting.allows(natural.get(), dtype)) {
      throw PlanErrors.cannotCast(
          path, column, natural.get(), dtype, casting.name().toLowerCase(Locale.ROOT));
    }
  }

  private static String cure(DType dtype) {
    if (dtype instanceof TimeDType time) {
      return time.duration() ? "an interval or bigint" : "a date, timestamp or bigint";
    } else if (dtype instanceof UnicodeDType) {
      return "a string";
    } else if (dtype instanceof BytesDType) {
      return "a binary or string";
    } else if (dtype instanceof VoidDType) {
      return "a binary";
    } else if (dtype instanceof ComplexDType) {
      return "a struct of real and imag, or a number";
    } else if (dtype instanceof StructuredDType) {
      return "a struct of its fields";
    }
    return dtype instanceof SubArrayDType ? "an array for each axis" : "a number or boolean";
  }
}
