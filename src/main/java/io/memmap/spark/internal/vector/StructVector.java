package io.memmap.spark.internal.vector;

import java.util.Arrays;
import org.apache.spark.sql.types.DataType;

/**
 * Structs, complex numbers among them: each field is a strided vector at an offset from the start
 * of an element.
 */
final class StructVector extends StridedVector {
  private final StridedVector[] children;
  private final int[] offsets;

  /**
   * @param offsets bytes from the start of an element to the value of each field
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
