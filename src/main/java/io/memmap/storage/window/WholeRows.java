package io.memmap.storage.window;

import io.memmap.array.ArrayView;
import io.memmap.array.ByteRange;
import java.io.IOException;

/** Whole blocks of rows, gaps included, by one read each. */
final class WholeRows implements CopiedRows {
  private final RowSpan span;
  private final int mostRows;

  /**
   * The rows of a span.
   *
   * @param mostRows most rows of a block
   */
  WholeRows(RowSpan span, int mostRows) {
    this.span = span;
    this.mostRows = mostRows;
  }

  @Override
  public ArrayView place(ArrayView column) {
    return span.within(column);
  }

  @Override
  public int bufferBytes() {
    return Math.toIntExact(span.rows(0, mostRows).length());
  }

  @Override
  public void read(long first, int rows, BlockReads reads) throws IOException {
    ByteRange range = span.rows(first, rows);
    reads.whole(range.start(), (int) range.length(), 0);
  }

  @Override
  public long at(long row, long first, int rows) {
    return span.position(row) - span.rows(first, rows).start();
  }
}
