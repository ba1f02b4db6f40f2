package io.memmap.storage.window;

import io.memmap.array.ArrayView;
import java.io.Closeable;
import java.io.IOException;

/**
 * Memory that shows the bytes of some columns, a block of rows at a time. It owns that memory: an
 * address is valid until the next {@link #show} or {@link #close}, and is read without further
 * checks.
 */
public interface RowWindow extends Closeable {

  /**
   * Where a column lies relative to the addresses that {@link #show} returns: the view's offset is
   * added to such an address, its strides hold in memory.
   */
  ArrayView place(ArrayView column);

  /** Most rows that one call of {@link #show} can make readable from this row on; at least 1. */
  default int mostRows(long first) {
    return Integer.MAX_VALUE;
  }

  /**
   * Makes rows {@code first} to {@code first + rows} (exclusive) readable.
   *
   * @return an address, to which the placed columns' offsets are added
   * @throws IOException if the file can't be mapped or read, or was cut
   */
  long show(long first, int rows) throws IOException;

  @Override
  void close();
}
