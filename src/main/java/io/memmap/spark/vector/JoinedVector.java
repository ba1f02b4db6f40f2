package io.memmap.spark.vector;

import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarArray;

/**
 * An array column whose rows are so wide that they lie in several windows: each part is an array
 * column of its own, and a row is the parts' rows one behind the other.
 */
public final class JoinedVector extends StridedVector {
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
    super(type, 0);
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
    DataType elementType = ((ArrayType) dataType()).elementType();
    return new ColumnarArray(new Elements(elementType, arrays, perPart), 0, length);
  }

  @Override
  StridedVector at(long newAddress) {
    throw new UnsupportedOperationException("wide rows are not nested in other rows");
  }

  /** The elements of one row, each looked up in the part that holds it. */
  private static final class Elements extends StridedVector {
    private final ColumnarArray[] arrays;
    private final int perPart;

    Elements(DataType type, ColumnarArray[] arrays, int perPart) {
      super(type, 0);
      this.arrays = arrays;
      this.perPart = perPart;
    }

    private ColumnarArray part(int i) {
      return arrays[i / perPart];
    }

    @Override
    public boolean getBoolean(int i) {
      return part(i).getBoolean(i % perPart);
    }

    @Override
    public byte getByte(int i) {
      return part(i).getByte(i % perPart);
    }

    @Override
    public short getShort(int i) {
      return part(i).getShort(i % perPart);
    }

    @Override
    public int getInt(int i) {
      return part(i).getInt(i % perPart);
    }

    @Override
    public long getLong(int i) {
      return part(i).getLong(i % perPart);
    }

    @Override
    public float getFloat(int i) {
      return part(i).getFloat(i % perPart);
    }

    @Override
    public double getDouble(int i) {
      return part(i).getDouble(i % perPart);
    }

    @Override
    public Decimal getDecimal(int i, int precision, int scale) {
      return part(i).getDecimal(i % perPart, precision, scale);
    }

    @Override
    public ColumnarArray getArray(int i) {
      return part(i).getArray(i % perPart);
    }

    @Override
    StridedVector at(long newAddress) {
      throw new UnsupportedOperationException("wide rows are not nested in other rows");
    }
  }
}
