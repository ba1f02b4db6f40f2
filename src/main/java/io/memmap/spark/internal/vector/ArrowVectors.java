package io.memmap.spark.internal.vector;

import io.memmap.array.ArrayView;
import io.memmap.array.DType;
import io.memmap.array.ScalarDType;
import io.memmap.array.ScalarKind;
import io.memmap.storage.window.KeptMemory;
import java.util.Set;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.vectorized.ColumnVector;

/**
 * Vectors of numbers that Spark can also take as Arrow's. This class needs no class of Arrow, which
 * Spark ships, until the first such vector is made.
 */
public final class ArrowVectors {
  private static final Set<DataType> NUMBERS =
      Set.of(
          DataTypes.ByteType,
          DataTypes.ShortType,
          DataTypes.IntegerType,
          DataTypes.LongType,
          DataTypes.FloatType,
          DataTypes.DoubleType);

  private ArrowVectors() {}

  /**
   * Whether a column holds numbers, or C rows of numbers without gaps, of a type that Spark and
   * Arrow have in the same form.
   *
   * @param view first axis is the rows
   * @param type of the column
   */
  public static boolean fit(ArrayView view, DataType type) {
    return view.dtype() instanceof ScalarDType number
        && number.kind() != ScalarKind.BOOL
        && NUMBERS.contains(element(type))
        && (view.rank() == 1 || areAdjacent(view));
  }

  /** An axis of length 1 may have any stride, by which the vector of elements would go on. */
  private static boolean areAdjacent(ArrayView rows) {
    return rows.isContiguous()
        && rows.bytes() > 0
        && rows.stride(rows.rank() - 1) == rows.dtype().itemsize();
  }

  private static DataType element(DataType type) {
    return type instanceof ArrayType array ? element(array.elementType()) : type;
  }

  /**
   * A vector of the values that another one shows now, which stays as it is when that one is moved.
   *
   * @param values of a column that {@link #fit}
   * @param view of the column
   * @param rows that it shows
   * @param memory that keeps their mapping
   */
  public static ColumnVector of(StridedVector values, ArrayView view, int rows, KeptMemory memory) {
    boolean same = view.isContiguous() && isSame(view.dtype(), element(values.dataType()));
    return new ArrowVector(values.inPlace(), rows, same, memory);
  }

  /** A vector of the indices that another one shows now. */
  public static ColumnVector of(IndexVector indices, int rows, KeptMemory memory) {
    return new ArrowVector(indices.inPlace(), rows, false, memory);
  }

  /** Whether numbers are stored as Arrow has those of the type. */
  private static boolean isSame(DType dtype, DataType type) {
    ScalarDType number = (ScalarDType) dtype;
    return !number.isSwapped()
        && switch (number.kind()) {
          case INT8 -> type.equals(DataTypes.ByteType);
          case INT16 -> type.equals(DataTypes.ShortType);
          case INT32 -> type.equals(DataTypes.IntegerType);
          case INT64 -> type.equals(DataTypes.LongType);
          case FLOAT32 -> type.equals(DataTypes.FloatType);
          case FLOAT64 -> type.equals(DataTypes.DoubleType);
          case BOOL, UINT8, UINT16, UINT32, UINT64, FLOAT16 -> false;
        };
  }
}
