package io.memmap.storage.window;

import io.memmap.array.ArrayView;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The windows of one task, with the columns that each of them shows. Owns them all. */
public final class Windows implements Closeable {
  private final List<RowWindow> windows = new ArrayList<>();
  private final List<RowSpan> spans = new ArrayList<>();
  private final ArrayView[] placed;
  private final long[] addresses;

  Windows(List<ArrayView> columns) {
    this.placed = columns.toArray(ArrayView[]::new);
    this.addresses = new long[placed.length];
  }

  void add(RowSpan span, RowWindow window) {
    spans.add(span);
    windows.add(window);
    for (int column : span.columns()) {
      placed[column] = window.place(placed[column]);
    }
  }

  /** The column's view in memory; its offset is contained in {@link #address} already. */
  public ArrayView placed(int column) {
    return placed[column];
  }

  /** Makes the rows readable. Addresses that were given out before are no longer valid. */
  public void show(long first, int rows) throws IOException {
    for (int i = 0; i < windows.size(); i++) {
      long address = windows.get(i).show(first, rows);
      for (int column : spans.get(i).columns()) {
        addresses[column] = address + placed[column].offset();
      }
    }
  }

  /** Address of the column's element in the first row shown. */
  public long address(int column) {
    return addresses[column];
  }

  @Override
  public void close() {
    windows.forEach(RowWindow::close);
  }
}
