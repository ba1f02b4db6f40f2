package io.memmap.storage.window;

import io.memmap.array.ArraySpec;
import io.memmap.array.ArrayView;
import io.memmap.array.Endian;
import io.memmap.array.Order;
import io.memmap.array.ScalarDType;
import io.memmap.array.ScalarKind;
import io.memmap.array.Shape;
import io.memmap.storage.file.ReadCosts;
import java.io.IOException;
import java.util.List;

/**
 * Where the bytes of some columns come to lie in a buffer, and the reads that bring a block of
 * their rows there. Has no state, so that one object serves all blocks, also at one time.
 */
interface CopiedRows {

  /**
   * The rows of a span, with the gaps between them if these are worth reading.
   *
   * @param columns of the scan
   * @param mostRows most rows of a block
   */
  static CopiedRows of(RowSpan span, List<ArrayView> columns, int mostRows, ReadCosts costs) {
    if (span.gap() < 0) {
      return new GatheredRows(columns.get(span.columns().get(0)), mostRows, costs);
    }
    return span.gap() > costs.gapWorthReading()
        ? new GatheredRows(bytesOf(span), mostRows, costs)
        : new WholeRows(span, mostRows);
  }

  /** Bytes of a buffer that each row of a span takes. */
  static long bytesPerRow(RowSpan span, List<ArrayView> columns, ReadCosts costs) {
    if (span.gap() < 0) {
      return columns.get(span.columns().get(0)).rowBytes();
    }
    return span.gap() > costs.gapWorthReading() ? span.width() : Math.abs(span.stride());
  }

  /** The bytes of a span as a view of their own: one row of {@code width} bytes per row. */
  private static ArrayView bytesOf(RowSpan span) {
    ScalarDType bytes = new ScalarDType(ScalarKind.UINT8, Endian.LITTLE);
    Shape oneRow = Shape.of(1, span.width());
    return new ArraySpec(bytes, oneRow, Order.C, span.firstRow().start())
        .view()
        .laidOut(span.firstRow().start(), span.stride(), 1);
  }

  /** See {@link RowWindow#place}. */
  ArrayView place(ArrayView column);

  /** Bytes of a buffer for the largest block. */
  int bufferBytes();

  /**
   * Lists the reads of a block of rows; together they fill the buffer as far as it is needed.
   *
   * @param first row of the block
   * @param rows of the block, at most as many as the buffer is for
   */
  void read(long first, int rows, BlockReads reads) throws IOException;

  /**
   * What is added to the buffer's address for a row.
   *
   * @param row of the block
   * @param first row of the block
   * @param rows of the block
   */
  long at(long row, long first, int rows);
}
