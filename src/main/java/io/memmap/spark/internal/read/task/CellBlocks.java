package io.memmap.spark.internal.read.task;

import io.memmap.array.ArrayView;

/**
 * Cuts an array whose elements are rows into blocks: all indices of one axis, under one index of
 * each axis before it. The axis is the outermost one of which a single index is small enough to be
 * held in memory, so that blocks are large and what is shown of them at a time is not.
 */
final class CellBlocks {
  /** What may have to be gathered for a single index. */
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

  /** The block that holds a cell, by its number. */
  long block(long cell) {
    return cell / cells();
  }

  /** A block as an array of its own. */
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
