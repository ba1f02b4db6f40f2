package io.memmap.storage.window;

import io.memmap.array.ArrayView;
import io.memmap.array.RowRange;
import io.memmap.storage.file.ReadCosts;
import io.memmap.storage.file.SourceFile;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Decides by which windows the columns of a scan are shown, and how many rows at a time.
 *
 * <p>Mapping is free of copies and takes any gap along, since an untouched page costs nothing. Rows
 * that interleave (row arrays of F order) can't be mapped without mapping all rows, and are
 * gathered. A scan of very many scattered columns is read instead of mapped, because the kernel
 * limits the mappings of a process (vm.max_map_count, 65530 by default); so are many single values
 * that lie far apart. Where each read takes long, blocks of rows are read before they are shown.
 */
public final class WindowPlan {
  /** No window or buffer is longer, so an int counts its bytes. */
  public static final long LONGEST_WINDOW = Integer.MAX_VALUE - (64L << 10);

  /** Of one task, so that many tasks of a process stay below the kernel's limit. */
  static final int MOST_MAPPINGS = 512;

  /** Reads of less than this cost more for the system call than for the bytes. */
  private static final long GOOD_READ = 64L << 10;

  /** One page: no buffer of a task with very many columns is smaller. */
  private static final long LEAST_READ = 4L << 10;

  /**
   * At a page fault in a mapping the kernel reads so much around the page, or more; for a
   * positional read only the page. Where single values lie further apart, most of it would be read
   * in vain.
   */
  private static final long FAR_APART = 64L << 10;

  /** Up to so many rows, page faults take little time. */
  private static final long FEW_ROWS = 4L << 10;

  /**
   * Most bytes of the array that a batch shows, unless the option {@code batchRows} or a single row
   * asks for more. Spark makes one message of a batch for functions of Python, whose values may
   * take twice as many bytes, and holds it in memory three times.
   */
  public static final long BATCH_BYTES = 16L << 20;

  /** Spark's loop over a batch is fastest from some 16,000 to 64,000 rows. */
  private static final int MOST_BATCH_ROWS = 1 << 15;

  /**
   * Bytes of a long batch, gaps included: with fewer, the check of the file's length before each
   * batch takes a tenth of a kernel's time. The caches hold them for a second kernel.
   */
  private static final long LONG_BATCH_BYTES = 1L << 20;

  private static final int MOST_ROWS_OF_LONG_BATCH = 1 << 18;

  private final List<ArrayView> columns;
  private final ReadCosts costs;
  private final List<RowSpan> spans;
  private final boolean mapped;

  /** Null if the task's own thread reads. */
  private final AheadPlan ahead;

  private final int batchRows;

  /** Plans windows for batches that Spark's loops read. */
  public WindowPlan(List<ArrayView> columns, ReadCosts costs, OptionalInt askedRows) {
    this(columns, costs, askedRows, false);
  }

  /**
   * Plans windows for the columns of a scan.
   *
   * @param columns views whose first axis is the rows
   * @param askedRows rows per batch if the user set them; fewer are shown where they would not fit
   *     a window
   * @param longBatches whether batches of few bytes may have more rows than Spark's loops are
   *     fastest with
   */
  public WindowPlan(
      List<ArrayView> columns, ReadCosts costs, OptionalInt askedRows, boolean longBatches) {
    this.columns = List.copyOf(columns);
    this.costs = costs;
    List<RowSpan> forMapping = RowSpans.of(columns, Long.MAX_VALUE);
    this.mapped = costs.mapped() && forMapping.size() <= MOST_MAPPINGS;
    this.spans = mapped ? forMapping : RowSpans.of(columns, costs.gapWorthReading());
    boolean readsAhead = costs.ahead() > 0 && !spans.isEmpty();
    this.ahead = readsAhead ? new AheadPlan(this.columns, spans, costs) : null;
    this.batchRows = batchRows(askedRows, longBatches ? longBatchRows() : MOST_BATCH_ROWS);
  }

  /** Whether no column is stored, so no file is needed. */
  public boolean isEmpty() {
    return columns.isEmpty();
  }

  /**
   * What stays mapped after all rows were shown, if mappings are kept.
   *
   * @return empty if some columns are copied
   */
  public Optional<KeptMappings> kept(List<RowRange> rows) {
    if (ahead != null || !spans.stream().allMatch(this::isMapped)) {
      return Optional.empty();
    }
    long all = rows.stream().mapToLong(range -> range.end() - range.first()).sum();
    long bytesPerRow = spans.stream().mapToLong(span -> Math.abs(span.stride())).sum();
    return Optional.of(new KeptMappings((long) rows.size() * spans.size(), all * bytesPerRow));
  }

  /** Rows per batch, 1 or more. */
  public int batchRows() {
    return batchRows;
  }

  /**
   * Opens a window for each span; the caller closes them.
   *
   * @param rows ranges of the rows that will be shown, in their order; nothing beyond them is read
   *     but gaps that are worth reading
   * @throws IOException if there is no memory for a buffer
   */
  public Windows open(SourceFile file, List<RowRange> rows, IoCounters counters)
      throws IOException {
    return open(file, rows, counters, MappingOwner.OfWindow.INSTANCE);
  }

  /**
   * Opens windows whose mappings stay until the memory is closed. The caller closes the windows.
   *
   * @param rows as for {@link #open(SourceFile, List, IoCounters)}
   * @throws IOException if there is no memory for a buffer
   */
  public Windows open(SourceFile file, List<RowRange> rows, IoCounters counters, KeptMemory memory)
      throws IOException {
    return open(file, rows, counters, (MappingOwner) memory);
  }

  private Windows open(
      SourceFile file, List<RowRange> rows, IoCounters counters, MappingOwner owner)
      throws IOException {
    Windows windows = new Windows(columns, counters);
    boolean success = false;
    try {
      if (ahead != null) {
        ahead.open(file, rows, batchRows, counters, windows);
      } else {
        long endRow = rows.isEmpty() ? 0 : rows.get(rows.size() - 1).end();
        for (RowSpan span : spans) {
          windows.add(span, window(span, file, endRow, counters, owner));
        }
      }
      success = true;
      return windows;
    } finally {
      if (!success) {
        windows.close();
      }
    }
  }

  private RowWindow window(
      RowSpan span, SourceFile file, long endRow, IoCounters counters, MappingOwner owner)
      throws IOException {
    if (isMapped(span)) {
      return new MappedWindow(file, span, endRow, windowBytes(), counters, owner);
    }
    int mostRows = (int) Math.max(1, Math.min(batchRows, endRow));
    return new CopyingWindow(file, CopiedRows.of(span, columns, mostRows, costs), costs, counters);
  }

  /** Copies do not stay in the caches if a buffer has room for more rows. */
  private int longBatchRows() {
    if (!spans.stream().allMatch(this::isMapped)) {
      return MOST_BATCH_ROWS;
    }
    long bytesPerRow = spans.stream().mapToLong(span -> Math.abs(span.stride())).sum();
    long rows = Math.min(MOST_ROWS_OF_LONG_BATCH, LONG_BATCH_BYTES / Math.max(1, bytesPerRow));
    return (int) Math.max(MOST_BATCH_ROWS, rows);
  }

  private int batchRows(OptionalInt asked, int goodRows) {
    long most = Integer.MAX_VALUE;
    long shown = columns.stream().mapToLong(ArrayView::rowBytes).sum();
    long good = Math.min(goodRows, Math.max(1, BATCH_BYTES / Math.max(1, shown)));
    for (RowSpan span : spans) {
      if (isMapped(span)) {
        most = Math.min(most, span.rowsWithin(LONGEST_WINDOW));
        good = Math.min(good, span.rowsWithin(windowBytes()));
      } else {
        long bytesPerRow = CopiedRows.bytesPerRow(span, columns, costs);
        long budget = span.gap() < 0 ? costs.gatheredBytes() / spans.size() : bufferBytes();
        most = Math.min(most, Math.max(1, LONGEST_WINDOW / bytesPerRow));
        good = ahead == null ? Math.min(good, Math.max(1, budget / bytesPerRow)) : good;
      }
    }
    if (ahead != null) {
      good = ahead.evenly(good);
    }
    return (int) Math.min(most, asked.isPresent() ? asked.getAsInt() : good);
  }

  private boolean isMapped(RowSpan span) {
    boolean scattered = span.gap() > FAR_APART && span.width() <= LEAST_READ;
    return mapped && span.gap() >= 0 && !(scattered && rows() > FEW_ROWS);
  }

  /** Rows of the array. */
  private long rows() {
    return columns.get(0).shape().length(0);
  }

  /** Bytes of each window that is mapped. */
  private long windowBytes() {
    return costs.mappedBytes() / Math.max(1, spans.size());
  }

  /** Bytes of each buffer: a good read, as long as very many of them do not take much memory. */
  private long bufferBytes() {
    long good = Math.min(GOOD_READ, Math.max(LEAST_READ, costs.gatheredBytes() / spans.size()));
    return Math.max(costs.copiedBytes() / spans.size(), good);
  }
}
