package io.memmap.spark.internal.vector;

import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarArray;

/**
 * An array column whose elements are arrays, so large that each lies in another column: element
 * {@code i} of a row is the value of column {@code i} in that row.
 */
public final class StackedVector extends UncopiedVector {
  private final ColumnVector[] columns;

  public StackedVector(DataType type, ColumnVector[] columns) {
    super(type);
    this.columns = columns.clone();
  }

  @Override
  public ColumnarArray getArray(int row) {
    DataType elementType = ((ArrayType) dataType()).elementType();
    return new ColumnarArray(new Elements(elementType, columns, row), 0, columns.length);
  }

  private static final class Elements extends UncopiedVector {
    private final ColumnVector[] columns;
    private final int row;

    Elements(DataType type, ColumnVector[] columns, int row) {
      super(type);
      this.columns = columns;
      this.row = row;
    }

    @Override
    public ColumnarArray getArray(int i) {
      return columns[i].getArray(row);
    }
  }
}
