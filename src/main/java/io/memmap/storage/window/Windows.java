package io.memmap.storage.window;

import io.memmap.array.ArrayView;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The windows of one task, with the columns that each of them shows. Owns them all. */
public final class Windows implements Closeable {
  private final List<RowWindow> windows = new ArrayList<>();
  private final List<RowSpan> spans = new ArrayList<>();
  private final ArrayView[] placed;

  /** The position of each column's window; -1 for one without bytes. */
  private final int[] windowOf;

  private final long[] addresses;
  private final IoCounters counters;
  private long wantedBytesPerRow;

  Windows(List<ArrayView> columns, IoCounters counters) {
    this.placed = columns.toArray(ArrayView[]::new);
    this.windowOf = new int[placed.length];
    Arrays.fill(windowOf, -1);
    this.addresses = new long[placed.length];
    this.counters = counters;
  }

  void add(RowSpan span, RowWindow window) {
    long bytes = span.columns().stream().mapToLong(column -> placed[column].rowBytes()).sum();
    wantedBytesPerRow += span.gap() < 0 ? bytes : Math.min(span.width(), bytes);
    spans.add(span);
    windows.add(window);
    for (int column : span.columns()) {
      windowOf[column] = windows.size() - 1;
      placed[column] = window.place(placed[column]);
    }
  }

  /** The column's view in memory; its offset is contained in {@link #address} already. */
  public ArrayView placed(int column) {
    return placed[column];
  }

  /**
   * A number of the window that shows the column; offsets of {@link #placed} views say where the
   * columns of one window lie beside each other. Negative for a column without bytes.
   */
  public int window(int column) {
    return windowOf[column];
  }

  /** Most rows that one call of {@link #show} can make readable from this row on; at least 1. */
  public int mostRows(long first) {
    int most = Integer.MAX_VALUE;
    for (RowWindow window : windows) {
      most = Math.min(most, window.mostRows(first));
    }
    return most;
  }

  /**
   * Makes the rows readable. Addresses that were given out before are no longer valid.
   *
   * @param first row of those that the windows were opened for, and after those shown before
   * @throws IOException if the file can't be mapped or read, or was cut
   */
  public void show(long first, int rows) throws IOException {
    for (int i = 0; i < windows.size(); i++) {
      long address = windows.get(i).show(first, rows);
      for (int column : spans.get(i).columns()) {
        addresses[column] = address + placed[column].offset();
      }
    }
    counters.wanted(rows * wantedBytesPerRow);
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
