package io.memmap.spark;

import io.memmap.array.ScalarKind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * NumPy's scalar kinds as Spark types. Unsigned integers become the next wider signed type, as in
 * Spark's own Parquet reader (SPARK-34817).
 */
final class TypeMapping {
  private static final DataType UINT64 = DataTypes.createDecimalType(20, 0);

  private static final List<DataType> INTEGERS =
      List.of(DataTypes.ByteType, DataTypes.ShortType, DataTypes.IntegerType, DataTypes.LongType);

  private TypeMapping() {}

  /** The type that a kind is read as when no schema says otherwise. */
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

  /** The types that a schema may ask for, the kind's own one first. */
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

  /** The kind that a Spark type is stored as; nothing for types without a NumPy number. */
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
