package io.memmap.storage.runs;

import io.memmap.array.ArrayView;
import io.memmap.storage.file.SmallTransfers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Writes records, which follow one another in C order, to their places in an array of any order.
 */
final class Placement {
  private final ArrayView target;
  private final int recordBytes;
  private final int itemsize;
  private final long rowElements;

  Placement(ArrayView target, int recordBytes) {
    this.target = target;
    this.recordBytes = recordBytes;
    this.itemsize = target.dtype().itemsize();
    this.rowElements = target.rowElements();
  }

  /** Records that make a whole row of the array. */
  long recordsPerRow() {
    return Math.max(1, rowElements * itemsize / Math.max(1, recordBytes));
  }

  /**
   * Writes records {@code first} to {@code first + count}, whose bytes start at {@code from}. Where
   * the array is not contiguous, whole rows are faster than parts of them.
   */
  void write(FileChannel channel, byte[] bytes, int from, long first, int count)
      throws IOException {
    if (target.isContiguous()) {
      ByteBuffer records = ByteBuffer.wrap(bytes, from, count * recordBytes);
      SmallTransfers.write(channel, records, target.offset() + first * recordBytes);
      return;
    }
    if (first % recordsPerRow() != 0 || count % recordsPerRow() != 0) {
      writeElements(channel, bytes, from, first, count);
      return;
    }
    long firstRow = first / recordsPerRow();
    int rows = (int) (count / recordsPerRow());
    byte[] column = new byte[rows * itemsize];
    int rowBytes = (int) (rowElements * itemsize);
    for (long element = 0; element < rowElements; element++) {
      int source = from + (int) element * itemsize;
      for (int row = 0; row < rows; row++) {
        Records.copy(bytes, source + row * rowBytes, column, row * itemsize, itemsize);
      }
      writeColumn(channel, column, target.position(element), firstRow, rows);
    }
  }

  /** Writes records that are single elements, not whole rows. */
  private void writeElements(FileChannel channel, byte[] bytes, int from, long first, int count)
      throws IOException {
    for (int i = 0; i < count; i++) {
      ByteBuffer element = ByteBuffer.wrap(bytes, from + i * itemsize, itemsize);
      SmallTransfers.write(channel, element, target.position(first + i));
    }
  }

  private void writeColumn(FileChannel channel, byte[] column, long base, long firstRow, int rows)
      throws IOException {
    long stride = target.stride(0);
    if (stride == itemsize) {
      SmallTransfers.write(channel, ByteBuffer.wrap(column), base + firstRow * stride);
      return;
    }
    for (int row = 0; row < rows; row++) {
      ByteBuffer item = ByteBuffer.wrap(column, row * itemsize, itemsize);
      SmallTransfers.write(channel, item, base + (firstRow + row) * stride);
    }
  }
}
