package io.memmap.spark.internal.vector;

import java.util.Arrays;
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
  StridedVector copy() {
    StridedVector[] copies = new StridedVector[children.length];
    Arrays.setAll(copies, i -> children[i].copy());
    return new StructVector(dataType(), stride, copies, offsets);
  }
}
