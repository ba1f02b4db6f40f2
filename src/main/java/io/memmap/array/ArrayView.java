package io.memmap.array;

import java.io.Serializable;
import java.util.Arrays;

/**
 * A strided view, as in NumPy: element {@code [i0, i1, ...]} lies at {@code offset + i0*stride0 +
 * i1*stride1 + ...}. A column, a field and the rows of either order are all views; nobody else
 * needs to know which they came from.
 */
public final class ArrayView implements Serializable {
  private static final long serialVersionUID = 1L;

  private final DType dtype;
  private final Shape shape;
  private final long[] strides;
  private final long offset;

  ArrayView(DType dtype, Shape shape, long[] strides, long offset) {
    this.dtype = dtype;
    this.shape = shape;
    this.strides = strides;
    this.offset = offset;
  }

  public DType dtype() {
    return dtype;
  }

  public Shape shape() {
    return shape;
  }

  public int rank() {
    return shape.rank();
  }

  /** Bytes from one index of {@code axis} to the next. */
  public long stride(int axis) {
    return strides[axis];
  }

  /** Position of the first element, in bytes. */
  public long offset() {
    return offset;
  }

  /** {@code a[..., index, ...]}: the view without {@code axis}. */
  public ArrayView at(int axis, long index) {
    long[] left = new long[strides.length - 1];
    System.arraycopy(strides, 0, left, 0, axis);
    System.arraycopy(strides, axis + 1, left, axis, left.length - axis);
    return new ArrayView(dtype, shape.without(axis), left, offset + index * strides[axis]);
  }

  /** {@code a[..., from:to, ...]}: the view of some indices of {@code axis}. */
  public ArrayView slice(int axis, long from, long to) {
    return new ArrayView(
        dtype, shape.with(axis, to - from), strides, offset + from * strides[axis]);
  }

  /** {@code a['name']}: one field of every element. */
  public ArrayView field(DTypeField field) {
    return new ArrayView(field.dtype(), shape, strides, offset + field.offset());
  }

  /** The view whose first axis is a DataFrame's rows: itself, or one row for a 0-d array. */
  public ArrayView asRows() {
    return rank() > 0
        ? this
        : new ArrayView(dtype, Shape.of(1), new long[] {dtype.itemsize()}, offset);
  }

  /** The same elements laid out elsewhere: in a buffer, or relative to a window's address. */
  public ArrayView laidOut(long newOffset, long... newStrides) {
    return new ArrayView(dtype, shape, newStrides.clone(), newOffset);
  }

  /** {@link #laidOut} with the same strides. */
  public ArrayView movedTo(long newOffset) {
    return new ArrayView(dtype, shape, strides, newOffset);
  }

  /** NumPy's {@code flags.c_contiguous}: elements in C order lie one behind the other. */
  public boolean isContiguous() {
    long stride = dtype.itemsize();
    for (int axis = rank() - 1; axis >= 0; axis--) {
      if (strides[axis] != stride && shape.length(axis) > 1) {
        return false;
      }
      stride *= shape.length(axis);
    }
    return true;
  }

  /** Position of an element of row 0, whose inner axes are counted through in C order. */
  public long innerPosition(long element) {
    long position = offset;
    long left = element;
    for (int axis = rank() - 1; axis > 0; axis--) {
      position += left % shape.length(axis) * strides[axis];
      left /= shape.length(axis);
    }
    return position;
  }

  /** The bytes that row 0 touches, from its lowest to its highest; empty if rows hold nothing. */
  public ByteRange firstRow() {
    long low = offset;
    long high = offset + dtype.itemsize();
    for (int axis = 1; axis < rank(); axis++) {
      if (shape.length(axis) == 0) {
        return new ByteRange(offset, offset);
      }
      long reach = (shape.length(axis) - 1) * strides[axis];
      low += Math.min(0, reach);
      high += Math.max(0, reach);
    }
    return new ByteRange(low, high);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ArrayView view
        && offset == view.offset
        && dtype.equals(view.dtype)
        && shape.equals(view.shape)
        && Arrays.equals(strides, view.strides);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * dtype.hashCode() + shape.hashCode()) + Long.hashCode(offset);
  }

  @Override
  public String toString() {
    return dtype + shape.toString() + " strides=" + Arrays.toString(strides) + " offset=" + offset;
  }
}
