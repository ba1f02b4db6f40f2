package io.memmap.spark.internal.vector;

import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarArray;

/**
 * An array column whose rows are so wide that they lie in several windows. Each part is an array
 * column, and a row is the concatenation of the rows of its parts.
 */
public final class JoinedVector extends UncopiedVector {
  private final ColumnVector[] parts;
  private final int perPart;
  private final int length;

  /**
   * Joins the parts.
   *
   * @param perPart elements of a part's row; only the last part may have fewer
   * @param length elements of a whole row
   */
  public JoinedVector(DataType type, ColumnVector[] parts, int perPart, int length) {
    super(type);
    this.parts = parts.clone();
    this.perPart = perPart;
    this.length = length;
  }

  @Override
  public ColumnarArray getArray(int row) {
    ColumnarArray[] arrays = new ColumnarArray[parts.length];
    for (int i = 0; i < parts.length; i++) {
      arrays[i] = parts[i].getArray(row);
    }
    return new ColumnarArray(new Elements((ArrayType) dataType(), arrays, perPart), 0, length);
  }

  /** The elements of one row, each looked up in the part that holds it. */
  private static final class Elements extends LookedUpVector {
    private final ColumnarArray[] arrays;
    private final int perPart;

    Elements(ArrayType type, ColumnarArray[] arrays, int perPart) {
      super(type.elementType(), type.containsNull());
      this.arrays = arrays;
      this.perPart = perPart;
    }

    @Override
    SpecializedGetters holder(int i) {
      return arrays[i / perPart];
    }

    @Override
    int place(int i) {
      return i % perPart;
    }
  }
}
