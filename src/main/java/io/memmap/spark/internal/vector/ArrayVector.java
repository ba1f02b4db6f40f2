package io.memmap.spark.internal.vector;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.vectorized.ColumnarArray;

/**
 * An axis of an array as an array column: value {@code i} is the {@code length} elements from
 * {@code address + i * stride} on.
 *
 * <p>If the stride of rows is a multiple of the stride of elements, as in order C, one element
 * vector serves all rows, and only Spark's {@link ColumnarArray} is allocated for a row. Otherwise
 * an element vector is allocated for each row too.
 */
final class ArrayVector extends StridedVector {
  private final StridedVector elements;
  private final int length;

  /** Whether each row begins a whole number of elements after the one before. */
  private final boolean aligned;

  /** That number of elements, if rows are aligned. */
  private final long elementsPerRow;

  ArrayVector(DataType type, long stride, int length, StridedVector elements) {
    super(type, stride);
    this.elements = elements;
    this.length = length;
    boolean whole = elements.stride != 0 && stride % elements.stride == 0;
    this.elementsPerRow = whole ? stride / elements.stride : 0;
    this.aligned = whole && elementsPerRow >= 0;
  }

  /** The elements of row 0 and those that follow them. */
  StridedVector elements() {
    return elements;
  }

  /** Elements of a row. */
  int length() {
    return length;
  }

  @Override
  public void moveTo(long newAddress) {
    super.moveTo(newAddress);
    elements.moveTo(newAddress);
  }

  @Override
  public ColumnarArray getArray(int row) {
    if (aligned) {
      return new ColumnarArray(elements, (int) (row * elementsPerRow), length);
    }
    return new ColumnarArray(elements.at(address + row * stride), 0, length);
  }

  @Override
  StridedVector copy() {
    return new ArrayVector(dataType(), stride, length, elements.copy());
  }
}
