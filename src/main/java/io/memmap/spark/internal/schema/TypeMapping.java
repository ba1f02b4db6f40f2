package io.memmap.spark.internal.schema;

import io.memmap.array.BytesDType;
import io.memmap.array.ComplexDType;
import io.memmap.array.DType;
import io.memmap.array.Endian;
import io.memmap.array.ScalarDType;
import io.memmap.array.ScalarKind;
import io.memmap.array.StructuredDType;
import io.memmap.array.SubArrayDType;
import io.memmap.array.TickUnit;
import io.memmap.array.TimeDType;
import io.memmap.array.UnicodeDType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Maps NumPy's dtypes to Spark's types and back. Unsigned integers become the next wider signed
 * type, as in Spark's Parquet reader (SPARK-34817).
 */
public final class TypeMapping {
  private static final DataType UINT64 = DataTypes.createDecimalType(20, 0);

  private static final List<DataType> INTEGERS =
      List.of(DataTypes.ByteType, DataTypes.ShortType, DataTypes.IntegerType, DataTypes.LongType);

  private static final DataType DAY_TIME = DataTypes.createDayTimeIntervalType();
  private static final DataType YEAR_MONTH = DataTypes.createYearMonthIntervalType();

  private TypeMapping() {}

  /**
   * The type of an element if no schema asks for another.
   *
   * @param bytesAsText whether {@code S} is read as string
   */
  static DataType sparkType(DType dtype, boolean bytesAsText) {
    if (dtype instanceof ComplexDType complex) {
      DataType part = sparkType(complex.part());
      return new StructType(
          ComplexDType.PARTS.stream()
              .map(name -> new StructField(name, part, false, Metadata.empty()))
              .toArray(StructField[]::new));
    } else if (dtype instanceof StructuredDType structured) {
      return new StructType(
          structured.fields().stream()
              .map(
                  field ->
                      field(field.name(), sparkType(field.dtype(), bytesAsText), field.dtype()))
              .toArray(StructField[]::new));
    } else if (dtype instanceof SubArrayDType array) {
      DataType element = sparkType(array.base(), bytesAsText);
      return nested(element, array.shape().rank(), isNullable(array.base()));
    } else if (dtype instanceof BytesDType && bytesAsText) {
      return DataTypes.StringType;
    }
    return readableAs(dtype).get(0);
  }

  /** Wraps a type in one array type for each axis. */
  static DataType nested(DataType element, int axes, boolean containsNull) {
    DataType type = element;
    for (int i = 0; i < axes; i++) {
      type = DataTypes.createArrayType(type, containsNull && i == 0);
    }
    return type;
  }

  /** The type inside array types of any depth; the type itself if it is not an array. */
  public static DataType innermost(DataType nested) {
    DataType type = nested;
    while (type instanceof ArrayType array) {
      type = array.elementType();
    }
    return type;
  }

  /** A field with its dtype in its metadata, so that a save can write the same bytes. */
  static StructField field(String name, DataType type, DType dtype) {
    Metadata metadata =
        new MetadataBuilder().putString(ArrayColumns.DTYPE_KEY, dtype.text()).build();
    return new StructField(name, type, isNullable(dtype), metadata);
  }

  /** Only {@code NaT} is null. */
  static boolean isNullable(DType dtype) {
    return dtype instanceof TimeDType;
  }

  /**
   * The types that a schema may ask for, beginning with the dtype's own.
   *
   * @param dtype not structured, not a sub-array, not complex: their parts have types of their own
   */
  static List<DataType> readableAs(DType dtype) {
    if (dtype instanceof ScalarDType scalar) {
      return readableAs(scalar.kind());
    } else if (dtype instanceof TimeDType time) {
      return time.duration() ? durations(time.unit()) : moments(time.unit());
    } else if (dtype instanceof UnicodeDType) {
      return List.of(DataTypes.StringType);
    }
    return dtype instanceof BytesDType
        ? List.of(DataTypes.BinaryType, DataTypes.StringType)
        : List.of(DataTypes.BinaryType);
  }

  private static List<DataType> moments(TickUnit unit) {
    return switch (unit) {
      case YEAR, MONTH, WEEK, DAY -> List.of(DataTypes.DateType, DataTypes.LongType);
      case GENERIC -> List.of(DataTypes.LongType);
      default -> List.of(DataTypes.TimestampNTZType, DataTypes.LongType, DataTypes.TimestampType);
    };
  }

  private static List<DataType> durations(TickUnit unit) {
    return switch (unit) {
      case YEAR, MONTH -> List.of(DataTypes.LongType, YEAR_MONTH);
      case GENERIC -> List.of(DataTypes.LongType);
      default -> List.of(DAY_TIME, DataTypes.LongType);
    };
  }

  /** The type of a kind of scalar if no schema asks for another. */
  static DataType sparkType(ScalarKind kind) {
    return switch (kind) {
      case BOOL -> DataTypes.BooleanType;
      case INT8 -> DataTypes.ByteType;
      case INT16, UINT8 -> DataTypes.ShortType;
      case INT32, UINT16 -> DataTypes.IntegerType;
      case INT64, UINT32 -> DataTypes.LongType;
      case UINT64 -> UINT64;
      case FLOAT16, FLOAT32 -> DataTypes.FloatType;
      case FLOAT64 -> DataTypes.DoubleType;
    };
  }

  /** The types that a schema may ask for, beginning with the kind's own. */
  static List<DataType> readableAs(ScalarKind kind) {
    DataType own = sparkType(kind);
    return switch (kind) {
      case BOOL -> List.of(own, DataTypes.ByteType);
      case UINT64 -> List.of(own, DataTypes.LongType);
      case FLOAT16, FLOAT32 -> List.of(own, DataTypes.DoubleType);
      case FLOAT64 -> List.of(own);
      default -> INTEGERS.subList(INTEGERS.indexOf(own), INTEGERS.size());
    };
  }

  /** The dtype in which a Spark date, timestamp or interval is stored; empty for other types. */
  static Optional<DType> storedAsTime(DataType type) {
    if (type.equals(DataTypes.DateType)) {
      return Optional.of(new TimeDType(false, TickUnit.DAY, 1, Endian.NATIVE));
    } else if (type.equals(DataTypes.TimestampNTZType) || type.equals(DataTypes.TimestampType)) {
      return Optional.of(new TimeDType(false, TickUnit.MICROSECOND, 1, Endian.NATIVE));
    } else if (type.equals(DAY_TIME)) {
      return Optional.of(new TimeDType(true, TickUnit.MICROSECOND, 1, Endian.NATIVE));
    }
    return type.equals(YEAR_MONTH)
        ? Optional.of(new TimeDType(true, TickUnit.MONTH, 1, Endian.NATIVE))
        : Optional.empty();
  }

  /**
   * The scalar kind in which a Spark type is stored; empty for types that are not numbers or
   * booleans.
   */
  static Optional<ScalarKind> storedAs(DataType type) {
    return Stream.of(
            ScalarKind.BOOL,
            ScalarKind.INT8,
            ScalarKind.INT16,
            ScalarKind.INT32,
            ScalarKind.INT64,
            ScalarKind.UINT64,
            ScalarKind.FLOAT32,
            ScalarKind.FLOAT64)
        .filter(kind -> sparkType(kind).equals(type))
        .findFirst();
  }
}
