package io.memmap.spark.internal.vector;

import org.apache.spark.sql.types.DataType;

/** Several values of one element: each is a strided vector of its own, some bytes after it. */
final class StructVector extends StridedVector {
  private final StridedVector[] children;
  private final int[] offsets;

  /**
   * Puts the children together.
   *
   * @param offsets bytes from the start of an element to each child's value
   */
  StructVector(DataType type, long stride, StridedVector[] children, int[] offsets) {
    super(type, stride);
    this.children = children;
    this.offsets = offsets;
  }

  @Override
  public void moveTo(long newAddress) {
    super.moveTo(newAddress);
    for (int i = 0; i < children.length; i++) {
      children[i].moveTo(newAddress + offsets[i]);
    }
  }

  @Override
  public StridedVector getChild(int ordinal) {
    return children[ordinal];
  }

  @Override
  StridedVector at(long newAddress) {
    StridedVector[] moved = new StridedVector[children.length];
    for (int i = 0; i < moved.length; i++) {
      moved[i] = children[i].at(newAddress + offsets[i]);
    }
    StridedVector vector = new StructVector(dataType(), stride, moved, offsets);
    vector.moveTo(newAddress);
    return vector;
  }
}
