package io.memmap.array;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * A strided view, as in NumPy: element {@code [i0, i1, ...]} lies at {@code offset + i0*stride0 +
 * i1*stride1 + ...}. A column, a field, and the rows of either order are all views, so other
 * packages need not ask for the order.
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

  /**
   * A view with these strides, as {@code np.ndarray} takes them. The axes of a sub-array dtype
   * become the last ones.
   *
   * @param shape with every length known
   * @param offset position of the first element, in bytes
   * @throws InvalidArrayException if there is not one stride for each axis
   */
  public static ArrayView strided(DType dtype, Shape shape, long[] strides, long offset) {
    if (shape.inferredAxis() >= 0 || strides.length != shape.rank()) {
      throw InvalidArrayException.of(
          "shape %s: found %d strides; give every length, and one stride for each axis",
          shape, strides.length);
    }
    if (offset < 0) {
      throw InvalidArrayException.of("offset %d: must be 0 or more bytes", offset);
    }
    return new ArrayView(dtype, shape, strides.clone(), offset).of(dtype, 0);
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

  /** {@link #stride} of every axis. */
  public long[] strides() {
    return strides.clone();
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

  /**
   * {@code a[slice]}.
   *
   * @throws InvalidArrayException if it has too many items, or an index outside of its axis
   */
  public ArrayView sliced(Slice slice) {
    List<Slice.Axis> axes = slice.axes(shape);
    long[] lengths = new long[axes.size()];
    long[] steps = new long[axes.size()];
    long start = offset;
    int left = 0;
    for (int axis = 0; axis < axes.size(); axis++) {
      Slice.Axis taken = axes.get(axis);
      start += taken.start() * strides[axis];
      if (!taken.dropped()) {
        lengths[left] = taken.count();
        // A step that leads to no second index may be too long for a stride.
        steps[left++] = taken.count() > 1 ? taken.step() * strides[axis] : strides[axis];
      }
    }
    return new ArrayView(
        dtype, Shape.of(Arrays.copyOf(lengths, left)), Arrays.copyOf(steps, left), start);
  }

  /**
   * {@code a['name']}: one field of every element; the axes of a sub-array become the last ones.
   */
  public ArrayView field(DTypeField field) {
    return of(field.dtype(), field.offset());
  }

  /** {@code a.real}. */
  public ArrayView real() {
    return of(((ComplexDType) dtype).partDType(), 0);
  }

  /** {@code a.imag}. */
  public ArrayView imag() {
    ScalarDType part = ((ComplexDType) dtype).partDType();
    return of(part, part.itemsize());
  }

  /** The part of every element that starts {@code within} bytes after the element's start. */
  private ArrayView of(DType part, long within) {
    DType base = part;
    Shape all = shape;
    long[] steps = strides;
    while (base instanceof SubArrayDType array) {
      base = array.base();
      all = all.append(array.shape());
      steps = join(steps, Order.C.strides(array.shape(), base.itemsize()));
    }
    return new ArrayView(base, all, steps, offset + within);
  }

  private static long[] join(long[] outer, long[] inner) {
    long[] all = Arrays.copyOf(outer, outer.length + inner.length);
    System.arraycopy(inner, 0, all, outer.length, inner.length);
    return all;
  }

  /**
   * The same elements with the first axis cut into two: blocks, and rows of a block.
   *
   * @param rows of each block, 1 or more; rows after the last whole block are left out
   */
  public ArrayView inBlocks(long rows) {
    long[] steps = join(new long[] {strides[0] * rows}, strides);
    Shape blocks = Shape.of(shape.length(0) / rows).append(shape.withFirst(rows));
    return new ArrayView(dtype, blocks, steps, offset);
  }

  /** The view whose first axis is a DataFrame's rows: itself, or one row for a 0-d array. */
  public ArrayView asRows() {
    return rank() > 0
        ? this
        : new ArrayView(dtype, Shape.of(1), new long[] {dtype.itemsize()}, offset);
  }

  /**
   * The same elements in C order, in as few axes as strides allow: one where a single stride leads
   * from each element to the next.
   */
  public ArrayView merged() {
    long[] lengths = new long[Math.max(1, strides.length)];
    long[] steps = new long[lengths.length];
    int last = 0;
    lengths[0] = 1;
    steps[0] = dtype.itemsize();
    for (int axis = 0; axis < strides.length; axis++) {
      long length = shape.length(axis);
      if (length == 0) {
        return new ArrayView(dtype, Shape.of(0), new long[] {dtype.itemsize()}, offset);
      } else if (lengths[last] == 1 || steps[last] == length * strides[axis]) {
        lengths[last] *= length;
        steps[last] = strides[axis];
      } else if (length > 1) {
        last++;
        lengths[last] = length;
        steps[last] = strides[axis];
      }
    }
    Shape axes = Shape.of(Arrays.copyOf(lengths, last + 1));
    return new ArrayView(dtype, axes, Arrays.copyOf(steps, last + 1), offset);
  }

  /**
   * The same bytes as void elements: one per row where rows are contiguous, else one per element.
   */
  public ArrayView asBytes() {
    ArrayView row = rank() > 0 ? slice(0, 0, Math.min(1, shape.length(0))) : this;
    return row.isContiguous() && rank() > 0
        ? new ArrayView(
            new VoidDType(Math.toIntExact(rowBytes())),
            Shape.of(shape.length(0)),
            new long[] {strides[0]},
            offset)
        : new ArrayView(new VoidDType(dtype.itemsize()), shape, strides, offset);
  }

  /** Bytes of all elements, without the gaps between them. */
  public long bytes() {
    return shape.bytes(dtype.itemsize());
  }

  /** Bytes of one row's elements, without the gaps between them. A 0-d array is one row. */
  public long rowBytes() {
    return rank() == 0 ? dtype.itemsize() : shape.with(0, 1).bytes(dtype.itemsize());
  }

  /** Elements of one row. A 0-d array is one row. */
  public long rowElements() {
    return rank() == 0 ? 1 : shape.with(0, 1).elements();
  }

  /** The same elements in another place: in a buffer, or relative to a window's address. */
  public ArrayView laidOut(long newOffset, long... newStrides) {
    return new ArrayView(dtype, shape, newStrides.clone(), newOffset);
  }

  /** {@link #laidOut} with the same strides. */
  public ArrayView movedTo(long newOffset) {
    return new ArrayView(dtype, shape, strides, newOffset);
  }

  /** NumPy's {@code flags.c_contiguous}: elements in C order follow one another without gaps. */
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

  /**
   * Position of an element, in bytes.
   *
   * @param element counted from 0 in C order, whatever the order of the array; may lie in a row
   *     after the last one
   */
  public long position(long element) {
    long position = offset;
    long left = element;
    for (int axis = rank() - 1; axis > 0; axis--) {
      position += left % shape.length(axis) * strides[axis];
      left /= shape.length(axis);
    }
    return rank() == 0 ? position : position + left * strides[0];
  }

  /**
   * The bytes that row 0 touches, from its lowest to its highest; empty if rows have no elements.
   */
  public ByteRange firstRow() {
    return reach(1);
  }

  /** The bytes that the elements touch, from the lowest to the highest; empty if there are none. */
  public ByteRange extent() {
    return reach(0);
  }

  /** The bytes that elements touch whose indices before {@code outermost} are 0. */
  private ByteRange reach(int outermost) {
    long low = offset;
    long high = offset + dtype.itemsize();
    for (int axis = outermost; axis < rank(); axis++) {
      if (shape.length(axis) == 0) {
        return new ByteRange(offset, offset);
      }
      long reach = (shape.length(axis) - 1) * strides[axis];
      low += Math.min(0, reach);
      high += Math.max(0, reach);
    }
    return new ByteRange(low, high);
  }

  /**
   * The bytes that the view touches, from its lowest to its highest; empty without elements.
   *
   * @throws InvalidArrayException if they lie beyond 2**63-1
   */
  public ByteRange reach() {
    long low = offset;
    long high = offset;
    try {
      for (int axis = 0; axis < rank(); axis++) {
        if (shape.length(axis) == 0) {
          return new ByteRange(offset, offset);
        }
        long last = Math.multiplyExact(shape.length(axis) - 1, strides[axis]);
        low = Math.addExact(low, Math.min(0, last));
        high = Math.addExact(high, Math.max(0, last));
      }
      return new ByteRange(low, Math.addExact(high, dtype.itemsize()));
    } catch (ArithmeticException e) {
      throw InvalidArrayException.of("%s: array is too big; it ends beyond 2**63-1 bytes", this);
    }
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
