package io.memmap.spark.internal.schema;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.UserDefinedType;

/** Recognises MLlib's vectors by the type they are stored as, since MLlib is not a dependency. */
public final class MlVectors {
  /**
   * The stored struct. Dense vectors (type 1) have values; sparse ones (type 0) have a size,
   * indices and values.
   */
  private static final StructType STORED =
      new StructType()
          .add("type", DataTypes.ByteType, false)
          .add("size", DataTypes.IntegerType, true)
          .add("indices", DataTypes.createArrayType(DataTypes.IntegerType, false), true)
          .add("values", DataTypes.createArrayType(DataTypes.DoubleType, false), true);

  private MlVectors() {}

  /** Whether a type is that of {@code ml.linalg.Vector} or {@code mllib.linalg.Vector}. */
  public static boolean is(DataType type) {
    return type instanceof UserDefinedType<?> own && own.sqlType().equals(STORED);
  }
}
