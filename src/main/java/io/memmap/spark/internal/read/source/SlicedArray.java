package io.memmap.spark.internal.read.source;

import io.memmap.array.ArraySpec;
import io.memmap.array.ArrayView;
import io.memmap.array.Slice;
import io.memmap.spark.internal.read.rows.AxisIndex;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;

/**
 * The part of an array that is read, and how it becomes rows. A value; files whose arrays are alike
 * share one object, so the slice is applied once for all of them.
 */
public final class SlicedArray implements Serializable {
  private static final long serialVersionUID = 1L;

  private final ArraySpec spec;
  private final long storedLength;
  private final Slice slice;
  private final boolean cells;

  /** Null if rows are shown one by one; only a task has others. */
  private final Blocks blocks;

  private transient ArrayView view; // made when first asked for

  /**
   * @param spec with every length known, as {@code load} found it
   * @param storedLength of the first axis in the file, which may have grown since {@code load}
   * @param cells whether elements are rows
   */
  private SlicedArray(ArraySpec spec, long storedLength, Slice slice, boolean cells) {
    this(spec, storedLength, slice, cells, null);
  }

  private SlicedArray(
      ArraySpec spec, long storedLength, Slice slice, boolean cells, Blocks blocks) {
    this.spec = spec;
    this.storedLength = storedLength;
    this.slice = slice;
    this.cells = cells;
    this.blocks = blocks;
  }

  /**
   * Consecutive rows in blocks, each of which is shown as one row.
   *
   * @param first row of the first block
   * @param rows of each block
   */
  private record Blocks(long first, long count, long rows) implements Serializable {
    ArrayView of(ArrayView view) {
      return view.slice(0, first, first + count * rows).inBlocks(rows);
    }

    AxisIndex of(AxisIndex index) {
      return AxisIndex.outermost(1, index.valueAt(first), index.by() * rows);
    }
  }

  /** Some of the rows in blocks of equal length. */
  SlicedArray inBlocks(long first, long count, long rows) {
    return new SlicedArray(spec, storedLength, slice, cells, new Blocks(first, count, rows));
  }

  /** Slices an array that has not grown. */
  static SlicedArray of(ArraySpec spec, Slice slice, boolean cells) {
    return new SlicedArray(spec, length(spec), slice, cells);
  }

  private static long length(ArraySpec spec) {
    return spec.shape().rank() == 0 ? 1 : spec.shape().length(0);
  }

  ArraySpec spec() {
    return spec;
  }

  Slice slice() {
    return slice;
  }

  /** Length of the first axis in the file. */
  long storedLength() {
    return storedLength;
  }

  /** The same rows of an array whose first axis has this length in the file. */
  SlicedArray storedAs(long length) {
    return length == storedLength ? this : new SlicedArray(spec, length, slice, cells);
  }

  /**
   * The same rows of the array that a file holds by now.
   *
   * @param found begins with {@link #spec}
   */
  SlicedArray foundAs(ArraySpec found) {
    ArraySpec moved = new ArraySpec(spec.dtype(), spec.shape(), spec.order(), found.offset());
    return moved.equals(spec)
        ? storedAs(length(found))
        : new SlicedArray(moved, length(found), slice, cells);
  }

  /** An array that is alike and has so many rows. */
  SlicedArray withRows(long rows) {
    return of(
        new ArraySpec(spec.dtype(), spec.shape().withFirst(rows), spec.order(), spec.offset()),
        slice,
        cells);
  }

  /** The rows of an array of which only the first ones are known; the file still has all. */
  SlicedArray ofBeginning(ArraySpec beginning) {
    return new SlicedArray(beginning, storedLength, slice, cells);
  }

  /** Whether the array that was found in the file has the planned rows where they were planned. */
  boolean isStillIn(ArraySpec found) {
    boolean sameLayout = spec.order().growsAtEnd() || storedLength == length(found);
    return sameLayout && found.offset() == spec.offset() && spec.isBeginningOf(found);
  }

  /** The array in the file. Unless it grows at its end, its length decides where elements lie. */
  ArraySpec stored() {
    return isLonger()
        ? new ArraySpec(
            spec.dtype(), spec.shape().withFirst(storedLength), spec.order(), spec.offset())
        : spec;
  }

  private boolean isLonger() {
    return storedLength != length(spec);
  }

  /** Bytes of the file up to the end of what is read of it. */
  long end() {
    return spec.order().growsAtEnd() ? spec.end() : stored().end();
  }

  /** What is read; its first axis is the rows, unless elements are. */
  ArrayView view() {
    if (view == null) {
      ArrayView whole = stored().view();
      ArrayView known = isLonger() ? whole.slice(0, 0, length(spec)) : whole;
      ArrayView rows = known.sliced(slice).asRows();
      view = blocks == null ? rows : blocks.of(rows);
    }
    return view;
  }

  /** Rows of the DataFrame. */
  long rows() {
    return cells ? view().shape().elements() : view().shape().length(0);
  }

  /** Indices in the whole array, along the first axis that the slice leaves of it. */
  AxisIndex rowNumbers() {
    List<Slice.Axis> axes = slice.axes(spec.shape());
    Slice.Axis along =
        axes.stream()
            .filter(axis -> !axis.dropped())
            .findFirst()
            .orElseGet(() -> axes.isEmpty() ? new Slice.Axis(0, 1, 1, true) : axes.get(0));
    ArrayView read = view();
    long rowsPerIndex = cells ? read.shape().elements() / Math.max(1, read.shape().length(0)) : 1;
    AxisIndex index = AxisIndex.outermost(Math.max(1, rowsPerIndex), along.start(), along.step());
    return blocks == null ? index : blocks.of(index);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SlicedArray array
        && spec.equals(array.spec)
        && storedLength == array.storedLength
        && slice.equals(array.slice)
        && cells == array.cells
        && Objects.equals(blocks, array.blocks);
  }

  @Override
  public int hashCode() {
    return Objects.hash(spec, storedLength, slice, cells, blocks);
  }
}
