package io.memmap.spark.internal.read.task;

import io.memmap.array.ArrayView;
import io.memmap.spark.internal.read.rows.RowRanges;
import io.memmap.spark.internal.read.source.ArraySource;
import io.memmap.spark.internal.read.source.ScanColumn;
import io.memmap.spark.internal.read.source.SourceRows;
import io.memmap.storage.file.SourceFile;
import io.memmap.storage.window.IoCounters;
import io.memmap.storage.window.WindowPlan;
import io.memmap.storage.window.Windows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/**
 * Shows elements as rows where no single stride leads from each to the next, as in order F: block
 * by block, and some indices of a block at a time.
 */
final class ShownCells implements BatchSource {
  /** As for columns: Spark's loops are up to 40 % slower with batches of 1,024 rows. */
  private static final int MOST_BATCH_ROWS = 1 << 15;

  private final ArrayReaderFactory factory;
  private final SourceRows rows;
  private final IoCounters counters;
  private final List<ScanColumn> stored;
  private final CellBlocks blocks;
  private final SourceFile file;

  /** The columns of the batch; those of cells belong to the block that is shown. */
  private final BatchColumn[] shownColumns;

  private final ColumnVector[] vectors;
  private final List<BatchColumn> unstored = new ArrayList<>();

  /** The block that is shown; null before the first one. */
  private ShownBlock shown;

  private ColumnarBatch batch;

  private ShownCells(
      ArrayReaderFactory factory, SourceRows rows, IoCounters counters, SourceFile file) {
    this.factory = factory;
    this.rows = rows;
    this.counters = counters;
    this.file = file;
    ArrayView array = rows.source().view();
    this.stored = factory.columns().stream().filter(some -> some.cells(array).isPresent()).toList();
    this.blocks = new CellBlocks(stored.get(0).cells(array).orElseThrow());
    this.vectors = new ColumnVector[factory.columns().size()];
    this.shownColumns = new BatchColumn[vectors.length];
    for (int i = 0; i < vectors.length; i++) {
      ScanColumn other = factory.columns().get(i);
      if (!other.isStored()) {
        shownColumns[i] = factory.unstored(other, rows.source());
        unstored.add(shownColumns[i]);
        vectors[i] = shownColumns[i].vector();
      }
    }
  }

  static ShownCells open(ArrayReaderFactory factory, SourceRows rows, IoCounters counters)
      throws IOException {
    ArraySource source = rows.source();
    SourceFile file = source.open(factory.storage());
    return new ShownCells(factory, rows, counters, file);
  }

  @Override
  public int batchRows(long first) throws IOException {
    open(blocks.block(first));
    long cell = first % blocks.cells();
    int most = factory.batchRows().asked().orElseGet(this::goodBatchRows);
    return (int) Math.min(most, shown.cellsFrom(cell));
  }

  private int goodBatchRows() {
    long cellBytes = Math.max(1, rows.source().view().dtype().itemsize());
    return (int) Math.min(MOST_BATCH_ROWS, Math.max(1, WindowPlan.BATCH_BYTES / cellBytes));
  }

  @Override
  public ColumnarBatch show(long first, int count) throws IOException {
    file.checkLength();
    shown.moveTo(first % blocks.cells());
    for (BatchColumn other : unstored) {
      other.moveTo(first, 0);
    }
    batch.setNumRows(count);
    return batch;
  }

  @Override
  public ColumnarBatch skip(int rows, int count) {
    shown.cells.forEach(column -> column.skip(rows));
    unstored.forEach(column -> column.skip(rows));
    batch.setNumRows(count);
    return batch;
  }

  @Override
  public Optional<BatchColumn> column(int ordinal) {
    return Optional.of(shownColumns[ordinal]);
  }

  private void open(long block) throws IOException {
    if (shown != null && shown.block == block) {
      return;
    }
    closeBlock();
    shown = new ShownBlock(block);
    for (ScanColumn column : stored) {
      int ordinal = factory.columns().indexOf(column);
      shownColumns[ordinal] = shown.column(column);
      vectors[ordinal] = shownColumns[ordinal].vector();
    }
    batch = new ColumnarBatch(vectors);
  }

  private void closeBlock() {
    if (shown != null) {
      ShownBlock open = shown;
      shown = null;
      open.windows.close();
    }
  }

  @Override
  public void close() throws IOException {
    closeBlock();
    file.close();
  }

  /** One block through windows, each of which shows some indices of the block's first axis. */
  private final class ShownBlock {
    private final long block;
    private final int indicesAtOnce;
    private final Windows windows;

    /** The last index that the task needs, plus 1. */
    private final long lastEnd;

    private final List<BatchColumn> cells = new ArrayList<>();

    /** Indices that the window shows: from {@code first} to {@code end} (exclusive). */
    private long first;

    private long end;

    ShownBlock(long block) throws IOException {
      this.block = block;
      List<ArrayView> view = List.of(blocks.view(block));
      WindowPlan plan = new WindowPlan(view, factory.costs(rows.source()), OptionalInt.empty());
      this.indicesAtOnce = plan.batchRows();
      RowRanges indices = blocks.indices(block, rows.rows());
      this.lastEnd = indices.end();
      this.windows = plan.open(file, indices.ranges(), counters);
    }

    BatchColumn column(ScanColumn column) {
      String label = ArrayReaderFactory.label(column, rows.source());
      BatchColumn values =
          factory.vectors().cells(windows.placed(0), column.field().dataType(), label);
      cells.add(values);
      return values;
    }

    /** Cells that one window shows from this cell on. */
    long cellsFrom(long cell) {
      long index = cell / blocks.cellsPerIndex();
      return (isShown(index) ? end : endFrom(index)) * blocks.cellsPerIndex() - cell;
    }

    void moveTo(long cell) throws IOException {
      long index = cell / blocks.cellsPerIndex();
      if (!isShown(index)) {
        windows.show(index, (int) (endFrom(index) - index));
        first = index;
        end = endFrom(index);
      }
      for (BatchColumn column : cells) {
        column.moveTo(cell - first * blocks.cellsPerIndex(), windows.address(0));
      }
    }

    private boolean isShown(long index) {
      return index >= first && index < end;
    }

    private long endFrom(long index) {
      return Math.min(lastEnd, index + Math.min(indicesAtOnce, windows.mostRows(index)));
    }
  }
}
