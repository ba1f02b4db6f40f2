package io.memmap.storage.window;

import io.memmap.array.ArrayView;
import io.memmap.array.ByteRange;
import io.memmap.storage.file.SourceFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Copies whole blocks of rows, gaps included, by one positional read each. */
final class BufferedWindow implements RowWindow {
  private final SourceFile file;
  private final RowSpan span;
  private final ByteBuffer buffer;
  private final IoCounters counters;

  private boolean closed;

  /**
   * Allocates the buffer for the largest block.
   *
   * @param mostRows most rows that one call asks for
   */
  BufferedWindow(SourceFile file, RowSpan span, int mostRows, IoCounters counters)
      throws IOException {
    this.file = file;
    this.span = span;
    this.buffer =
        NativeMemory.allocate(file.path(), Math.toIntExact(span.rows(0, mostRows).length()));
    this.counters = counters;
  }

  @Override
  public ArrayView place(ArrayView column) {
    return span.within(column);
  }

  @Override
  public long show(long first, int rows) throws IOException {
    ByteRange range = span.rows(first, rows);
    buffer.clear().limit((int) range.length());
    long begun = System.nanoTime();
    file.readFully(buffer, range.start());
    counters.read(range.length(), System.nanoTime() - begun);
    return NativeMemory.address(buffer) + (span.position(first) - range.start());
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      NativeMemory.free(buffer);
    }
  }
}
