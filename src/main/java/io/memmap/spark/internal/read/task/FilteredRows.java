package io.memmap.spark.internal.read.task;

import io.memmap.spark.internal.read.source.SourceRows;
import io.memmap.storage.window.RowBuffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/**
 * Shows those rows of an array that a predicate selects. Where it selects all rows of some blocks,
 * the array's own vectors show them; other selected rows are copied, so that a batch has the
 * selected rows of many blocks. Wide rows are never copied: each run of them is a batch.
 *
 * <p>Batches have the first columns of the array's batches; the others serve the predicate only.
 */
final class FilteredRows implements BatchSource {
  /** Rows that the predicate is evaluated for at once: their bits and values fit the L1 cache. */
  private static final int BLOCK = 1 << 12;

  /** Copies of rows of more bytes would take longer than Spark needs for a batch. */
  private static final long WIDE = 8L << 10;

  /** Bytes of copies: as many as stay in the L2 cache until they are read. */
  private static final long GOOD_BYTES = 512L << 10;

  /** Fewer rows of a batch make Spark's loops slower. */
  private static final int GOOD_ROWS = 1 << 14;

  /** Batches that are looked at before the selected rows of them are shown, however few. */
  private static final int MOST_LOOKS = 64;

  private static final ColumnarBatch NOTHING = new ColumnarBatch(new ColumnVector[0], 0);

  private final BatchSource rows;
  private final String path;
  private final int outputs;
  private final long most;
  private final VectorFactory vectors;
  private final RowMask mask;
  private final int[] positions = new int[BLOCK];

  /** Batch last shown by the array, of which rows from {@code base} on are still in place. */
  private ColumnarBatch source;

  private int base;
  private int shown;

  /** The first row of that batch that has not been looked at. */
  private int next;

  /** The first row of it that the mask has no bit for, and the row of the mask's first bit. */
  private int markedEnd;

  private int markedFirst;

  /** The output columns of {@code source}; null before the first one. */
  private ColumnarBatch whole;

  private Copies copies;
  private int looks;

  FilteredRows(BatchSource rows, ArrayReaderFactory factory, SourceRows part) {
    this.rows = rows;
    this.path = part.source().file().path();
    this.outputs = factory.outputs();
    this.most = factory.filter().most();
    this.vectors = factory.vectors();
    this.mask =
        new RowMask(factory.filter().predicate(), factory.columns(), factory.vectors(), BLOCK);
  }

  @Override
  public int batchRows(long first) throws IOException {
    return rows.batchRows(first);
  }

  @Override
  public ColumnarBatch show(long first, int count) throws IOException {
    ColumnarBatch before = source;
    source = rows.show(first, count);
    if (source != before) {
      whole = outputs(source);
    }
    if (before == null) {
      copies = copies();
    }
    base = 0;
    shown = count;
    next = 0;
    markedEnd = 0;
    looks++;
    return more(false).orElse(NOTHING);
  }

  private ColumnarBatch outputs(ColumnarBatch batch) {
    ColumnVector[] vectors = new ColumnVector[outputs];
    for (int i = 0; i < outputs; i++) {
      vectors[i] = batch.column(i);
    }
    return new ColumnarBatch(vectors);
  }

  /** Null if rows are wide. */
  private Copies copies() {
    List<BatchColumn> columns = new ArrayList<>();
    for (int i = 0; i < outputs; i++) {
      Optional<BatchColumn> column = rows.column(i);
      if (column.isEmpty()) {
        return null;
      }
      columns.add(column.get());
    }
    List<SelectedColumns> selected = vectors.selected(columns);
    long bytes = selected.stream().mapToLong(SelectedColumns::rowBytes).sum();
    return bytes > WIDE ? null : new Copies(selected, bytes);
  }

  @Override
  public Optional<ColumnarBatch> more(boolean last) throws IOException {
    if (copies == null) {
      return nextRun();
    }
    copies.beginAgain();
    while (next < shown) {
      Optional<ColumnarBatch> found = nextBlocks();
      if (found.isPresent()) {
        return found;
      }
    }
    return last || looks >= MOST_LOOKS ? copies.show() : Optional.empty();
  }

  /** The next run of selected rows, which are not copied. */
  private Optional<ColumnarBatch> nextRun() {
    while (next < shown) {
      if (next == markedEnd) {
        mark();
      }
      int first = markedFirst + mask.next(true, next - markedFirst, markedEnd - markedFirst);
      int end = markedFirst + mask.next(false, first - markedFirst, markedEnd - markedFirst);
      next = end;
      if (first < end) {
        return Optional.of(part(first, end));
      }
    }
    return Optional.empty();
  }

  /** Evaluates the predicate for the next block, and returns the number of selected rows. */
  private int mark() {
    markedFirst = next;
    markedEnd = Math.min(shown, next + (copies == null ? BLOCK : copies.block));
    return mask.mark(source, markedFirst - base, markedEnd - markedFirst);
  }

  /** Shows blocks of which all rows are selected, or copies the selected rows of one block. */
  private Optional<ColumnarBatch> nextBlocks() throws IOException {
    int begin = next;
    int found;
    boolean full;
    do {
      found = mark();
      full = copies.count == 0 && found == markedEnd - markedFirst;
      next = markedEnd;
    } while (full && next < shown && next - begin < copies.goodRows);
    if (full) {
      return Optional.of(part(begin, next));
    } else if (begin < markedFirst) {
      next = markedFirst; // the last block is looked at again
      return Optional.of(part(begin, markedFirst));
    }
    copies.add(found);
    return copies.count >= copies.goodRows ? copies.show() : Optional.empty();
  }

  /** Shows some rows in place. */
  private ColumnarBatch part(int first, int end) {
    rows.skip(first - base, end - first);
    base = first;
    whole.setNumRows(end - first);
    return whole;
  }

  @Override
  public ColumnarBatch skip(int rows, int count) {
    throw new UnsupportedOperationException("selected rows are not left out");
  }

  @Override
  public Optional<BatchColumn> column(int ordinal) {
    return Optional.empty();
  }

  @Override
  public void close() throws IOException {
    try {
      if (copies != null) {
        copies.close();
      }
    } finally {
      rows.close();
    }
  }

  /** Copies of selected rows. It owns their memory, which it allocates for the first of them. */
  private final class Copies {
    private final long bytesPerRow;

    /** Copies at which they are shown, and room for one more block of rows. */
    private final int goodRows;

    private final int block;
    private final List<SelectedColumns> columns;
    private RowBuffer memory;
    private ColumnarBatch batch;
    private int count;
    private boolean isShown;

    Copies(List<SelectedColumns> columns, long bytes) {
      this.columns = columns;
      bytesPerRow = bytes;
      int fit = (int) Math.min(GOOD_ROWS, GOOD_BYTES / Math.max(1, bytes));
      goodRows = (int) Math.min(most, fit);
      block = Math.max(Long.SIZE, Math.min(BLOCK, fit / Long.SIZE * Long.SIZE));
    }

    /** Forgets the rows that were shown. */
    void beginAgain() {
      if (isShown) {
        count = 0;
        isShown = false;
      }
    }

    void add(int found) throws IOException {
      if (found == 0) {
        return;
      }
      if (memory == null) {
        allocate();
      }
      if (bytesPerRow > 0) {
        mask.positions(markedEnd - markedFirst, positions);
      }
      for (SelectedColumns some : columns) {
        some.copy(source, markedFirst - base, positions, found, count);
      }
      count += found;
    }

    private void allocate() throws IOException {
      int room = goodRows + block;
      memory = RowBuffer.of(path, Math.toIntExact(bytesPerRow * room));
      ColumnVector[] vectors = new ColumnVector[outputs];
      for (SelectedColumns some : columns) {
        some.allocate(memory, room, vectors);
      }
      batch = new ColumnarBatch(vectors);
    }

    Optional<ColumnarBatch> show() {
      if (count == 0) {
        return Optional.empty();
      }
      looks = 0;
      isShown = true;
      batch.setNumRows(count);
      return Optional.of(batch);
    }

    void close() {
      if (memory != null) {
        memory.close();
      }
    }
  }
}
