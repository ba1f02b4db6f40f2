package io.memmap.storage.window;

import io.memmap.array.ArrayView;
import io.memmap.array.ByteRange;
import java.util.List;

/**
 * Columns with the same stride from row to row, and the bytes of row 0 that they need.
 *
 * @param columns their positions among the columns of the scan
 * @param firstRow bytes of row 0, absolute in the file
 * @param stride bytes from one row to the next
 */
record RowSpan(List<Integer> columns, ByteRange firstRow, long stride) {

  RowSpan {
    columns = List.copyOf(columns);
  }

  /** Bytes needed of one row. */
  long width() {
    return firstRow.length();
  }

  /** Bytes between what is needed of two consecutive rows; negative if the rows interleave. */
  long gap() {
    return Math.abs(stride) - width();
  }

  /** The bytes of {@code rows} rows from {@code first} on, gaps between them included. */
  ByteRange rows(long first, long rows) {
    return shifted(first).cover(shifted(first + rows - 1));
  }

  /** Where row {@code row} starts. */
  long position(long row) {
    return firstRow.start() + row * stride;
  }

  /** How many rows fit into {@code bytes}, gaps included; at least 1. */
  long rowsWithin(long bytes) {
    return stride == 0 ? 1 : Math.max(1, (bytes - width()) / Math.abs(stride) + 1);
  }

  /** A column's view with its offset relative to the span's first byte in a row. */
  ArrayView within(ArrayView column) {
    return column.movedTo(column.offset() - firstRow.start());
  }

  private ByteRange shifted(long row) {
    return new ByteRange(firstRow.start() + row * stride, firstRow.end() + row * stride);
  }
}
