package io.memmap.spark.internal.read.task;

import io.memmap.array.ArrayView;
import io.memmap.array.RowRange;
import io.memmap.spark.internal.read.rows.RowRanges;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts an array whose elements are rows into blocks. A block is one axis of the array at one index
 * of each outer axis. The axis is the outermost one of which a single index fits into memory:
 * blocks are as large as possible, and a task shows some indices of a block at a time.
 */
final class CellBlocks {
  /**
   * Most bytes of a single index, which a task may have to copy together; as many as a batch has.
   */
  private static final long MOST_BYTES = 16L << 20;

  private final ArrayView view;
  private final int axis;
  private final long cellsPerIndex;

  CellBlocks(ArrayView view) {
    this.view = view;
    int outermost = view.rank() - 1;
    long cells = 1;
    while (outermost > 0
        && cells * view.shape().length(outermost) * view.dtype().itemsize() <= MOST_BYTES) {
      cells *= view.shape().length(outermost);
      outermost--;
    }
    this.axis = outermost;
    this.cellsPerIndex = cells;
  }

  /** Cells of one index of a block's first axis. */
  long cellsPerIndex() {
    return cellsPerIndex;
  }

  /** Cells of each block. */
  long cells() {
    return cellsPerIndex * view.shape().length(axis);
  }

  /** The number of the block that holds a cell. */
  long block(long cell) {
    return cell / cells();
  }

  /** Those indices of a block's first axis that have some of these cells. */
  RowRanges indices(long block, RowRanges cells) {
    long start = block * cells();
    List<RowRanges> indices = new ArrayList<>();
    for (RowRange range : cells.within(start, start + cells()).ranges()) {
      long first = (range.first() - start) / cellsPerIndex;
      long last = (range.end() - 1 - start) / cellsPerIndex;
      indices.add(RowRanges.of(first, last + 1));
    }
    return RowRanges.union(indices);
  }

  /** The array that a block is. */
  ArrayView view(long block) {
    ArrayView found = view;
    long left = block;
    for (int outer = axis - 1; outer >= 0; outer--) {
      long length = view.shape().length(outer);
      found = found.at(outer, left % length);
      left /= length;
    }
    return found;
  }
}
