package io.memmap.spark.internal.vector;

import io.memmap.array.ArrayView;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarArray;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The elements of a block of an array in C order, where no single stride leads from each to the
 * next.
 */
public final class CellsVector extends UncopiedVector {

  /** Elements with stride 1, so "row" {@code i} is the element {@code i} bytes after the first. */
  private final StridedVector elements;

  private final Places places;
  private final CellsVector[] children;

  private CellsVector(StridedVector elements, Places places) {
    super(elements.dataType());
    this.elements = elements;
    this.places = places;
    int members = elements.dataType() instanceof StructType struct ? struct.size() : 0;
    this.children = new CellsVector[members];
    for (int i = 0; i < members; i++) {
      children[i] = new CellsVector((StridedVector) elements.getChild(i), places);
    }
  }

  /**
   * A vector over the block's elements.
   *
   * @param block with the strides of memory; its offset is ignored
   * @param type type of one element
   * @param label names column and file in errors of single values
   */
  public static CellsVector over(ArrayView block, DataType type, String label) {
    return new CellsVector(Vectors.element(block.dtype(), type, 1, label), new Places(block));
  }

  /**
   * Points the vector at a cell of a block.
   *
   * @param firstCell the cell of row 0, counted from the cell at {@code newAddress}
   */
  public void moveTo(long firstCell, long newAddress) {
    places.first = firstCell;
    elements.moveTo(newAddress);
  }

  @Override
  public void skip(int rows) {
    places.first += rows;
  }

  @Override
  public void runs(int row, int count, RunConsumer consumer) {
    int passed = row;
    while (passed < row + count) {
      int length = Math.min(row + count - passed, places.evenFrom(passed));
      consumer.accept(elements.address + places.of(passed), places.innermostStride(), length);
      passed += length;
    }
  }

  @Override
  public boolean hasNull() {
    return elements.hasNull();
  }

  @Override
  public int numNulls() {
    return elements.numNulls();
  }

  @Override
  public boolean isNullAt(int row) {
    return elements.isNullAt(places.of(row));
  }

  @Override
  public boolean getBoolean(int row) {
    return elements.getBoolean(places.of(row));
  }

  @Override
  public byte getByte(int row) {
    return elements.getByte(places.of(row));
  }

  @Override
  public short getShort(int row) {
    return elements.getShort(places.of(row));
  }

  @Override
  public int getInt(int row) {
    return elements.getInt(places.of(row));
  }

  @Override
  public long getLong(int row) {
    return elements.getLong(places.of(row));
  }

  @Override
  public float getFloat(int row) {
    return elements.getFloat(places.of(row));
  }

  @Override
  public double getDouble(int row) {
    return elements.getDouble(places.of(row));
  }

  @Override
  public Decimal getDecimal(int row, int precision, int scale) {
    return elements.getDecimal(places.of(row), precision, scale);
  }

  @Override
  public UTF8String getUTF8String(int row) {
    return elements.getUTF8String(places.of(row));
  }

  @Override
  public byte[] getBinary(int row) {
    return elements.getBinary(places.of(row));
  }

  @Override
  public ColumnarArray getArray(int row) {
    return elements.getArray(places.of(row));
  }

  @Override
  public ColumnVector getChild(int ordinal) {
    return children[ordinal];
  }

  /** Where the cells lie, in bytes from the first one of the block. */
  private static final class Places {
    private final long[] lengths;
    private final long[] strides;
    private long first;

    Places(ArrayView block) {
      lengths = new long[block.rank()];
      strides = new long[block.rank()];
      for (int axis = 0; axis < lengths.length; axis++) {
        lengths[axis] = block.shape().length(axis);
        strides[axis] = block.stride(axis);
      }
    }

    /** Number of cells from this one on that the innermost stride connects. */
    int evenFrom(int row) {
      long length = lengths[lengths.length - 1];
      return (int) Math.min(Integer.MAX_VALUE, length - (first + row) % length);
    }

    long innermostStride() {
      return strides[strides.length - 1];
    }

    /**
     * Offset of a cell from the first one in bytes. It fits an int, since a window is shorter than
     * 2 GiB.
     */
    int of(int row) {
      long left = first + row;
      long place = 0;
      for (int axis = lengths.length - 1; axis > 0; axis--) {
        long outer = left / lengths[axis];
        place += (left - outer * lengths[axis]) * strides[axis];
        left = outer;
      }
      return (int) (place + left * strides[0]);
    }
  }
}
