package io.memmap.storage.window;

import io.memmap.array.ArrayView;
import io.memmap.array.ByteRange;
import io.memmap.storage.file.SourceFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Shows rows in the page cache itself, through a mapping that moves along the file. */
final class MappedWindow implements RowWindow {
  private final SourceFile file;
  private final RowSpan span;
  private final long endRow;
  private final long windowBytes;
  private final IoCounters counters;
  private final MappingOwner owner;

  private ByteBuffer mapping;
  private long firstMapped;
  private long endMapped;

  /**
   * A window that maps nothing until rows are shown.
   *
   * @param endRow row after the last one that will be shown; nothing beyond it is mapped
   * @param windowBytes bytes to map at a time, unless one call needs more
   * @param owner of the mappings, which may keep them longer than this window needs them
   */
  MappedWindow(
      SourceFile file,
      RowSpan span,
      long endRow,
      long windowBytes,
      IoCounters counters,
      MappingOwner owner) {
    this.file = file;
    this.span = span;
    this.endRow = endRow;
    this.windowBytes = windowBytes;
    this.counters = counters;
    this.owner = owner;
  }

  @Override
  public ArrayView place(ArrayView column) {
    return span.within(column);
  }

  @Override
  public long show(long first, int rows) throws IOException {
    if (mapping == null || first < firstMapped || first + rows > endMapped) {
      close();
      map(first, Math.min(endRow - first, Math.max(rows, span.rowsWithin(windowBytes))));
    }
    long start = span.rows(firstMapped, endMapped - firstMapped).start();
    return NativeMemory.address(mapping) + (span.position(first) - start);
  }

  private void map(long first, long rows) throws IOException {
    ByteRange range = span.rows(first, rows);
    long begun = System.nanoTime();
    ByteBuffer made = file.map(range.start(), range.length());
    owner.made(made);
    mapping = made;
    counters.mapped(range.length(), System.nanoTime() - begun);
    firstMapped = first;
    endMapped = first + rows;
  }

  @Override
  public void close() {
    if (mapping != null) {
      owner.left(mapping);
      mapping = null;
    }
  }
}
