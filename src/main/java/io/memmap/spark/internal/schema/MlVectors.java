package io.memmap.spark.internal.schema;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.UserDefinedType;

/** MLlib's vectors, known by what they are stored as, since MLlib is no dependency. */
public final class MlVectors {
  /** Dense (type 1): the values. Sparse (type 0): a size, and values with their indices. */
  private static final StructType STORED =
      new StructType()
          .add("type", DataTypes.ByteType, false)
          .add("size", DataTypes.IntegerType, true)
          .add("indices", DataTypes.createArrayType(DataTypes.IntegerType, false), true)
          .add("values", DataTypes.createArrayType(DataTypes.DoubleType, false), true);

  private MlVectors() {}

  /** Whether it is the type of {@code ml.linalg.Vector}, or of the older {@code mllib.linalg}. */
  public static boolean is(DataType type) {
    return type instanceof UserDefinedType<?> own && own.sqlType().equals(STORED);
  }
}
