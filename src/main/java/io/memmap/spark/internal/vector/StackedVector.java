package io.memmap.spark.internal.vector;

import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarArray;

/**
 * An array column whose elements are arrays so large that each is a column of its own: element
 * {@code i} of a row is the row's value in column {@code i}.
 */
public final class StackedVector extends StridedVector {
  private final ColumnVector[] columns;

  public StackedVector(DataType type, ColumnVector[] columns) {
    super(type, 0);
    this.columns = columns.clone();
  }

  @Override
  public ColumnarArray getArray(int row) {
    DataType elementType = ((ArrayType) dataType()).elementType();
    return new ColumnarArray(new Elements(elementType, columns, row), 0, columns.length);
  }

  @Override
  StridedVector at(long newAddress) {
    throw new UnsupportedOperationException("wide rows are not nested in other rows");
  }

  private static final class Elements extends StridedVector {
    private final ColumnVector[] columns;
    private final int row;

    Elements(DataType type, ColumnVector[] columns, int row) {
      super(type, 0);
      this.columns = columns;
      this.row = row;
    }

    @Override
    public ColumnarArray getArray(int i) {
      return columns[i].getArray(row);
    }

    @Override
    StridedVector at(long newAddress) {
      throw new UnsupportedOperationException("wide rows are not nested in other rows");
    }
  }
}
