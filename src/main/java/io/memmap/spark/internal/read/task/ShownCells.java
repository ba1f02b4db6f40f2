package io.memmap.spark.internal.read.task;

import io.memmap.array.ArrayView;
import io.memmap.spark.internal.read.source.ArraySource;
import io.memmap.spark.internal.read.source.ScanColumn;
import io.memmap.spark.internal.read.source.SourceRows;
import io.memmap.storage.window.IoCounters;
import io.memmap.storage.window.SourceFile;
import io.memmap.storage.window.WindowPlan;
import io.memmap.storage.window.Windows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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

  private final ColumnVector[] vectors;
  private final List<BatchColumn> unstored = new ArrayList<>();

  private long block = -1;
  private int indicesAtOnce;
  private Windows windows;
  private final List<BatchColumn> cells = new ArrayList<>();
  private ColumnarBatch batch;

  /** Indices of the block's first axis that the window shows. */
  private long shownFrom;

  private long shownTo;

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
    for (int i = 0; i < vectors.length; i++) {
      ScanColumn other = factory.columns().get(i);
      if (!other.isStored()) {
        BatchColumn shown = factory.unstored(other, rows.source());
        unstored.add(shown);
        vectors[i] = shown.vector();
      }
    }
  }

  static ShownCells open(ArrayReaderFactory factory, SourceRows rows, IoCounters counters)
      throws IOException {
    ArraySource source = rows.source();
    SourceFile file = source.open();
    return new ShownCells(factory, rows, counters, file);
  }

  @Override
  public int batchRows(long first) throws IOException {
    open(blocks.block(first));
    long within = first % blocks.cells();
    long index = within / blocks.cellsPerIndex();
    long end = isShown(index) ? shownTo : Math.min(endIndex(), index + indicesAtOnce);
    long most = factory.batchRows().asked().orElseGet(this::goodBatchRows);
    return (int) Math.min(most, end * blocks.cellsPerIndex() - within);
  }

  @Override
  public ColumnarBatch show(long first, int count) throws IOException {
    file.checkLength();
    long within = first % blocks.cells();
    long index = within / blocks.cellsPerIndex();
    if (!isShown(index)) {
      int indices = (int) Math.min(indicesAtOnce, endIndex() - index);
      windows.show(index, indices);
      shownFrom = index;
      shownTo = index + indices;
    }
    for (BatchColumn column : cells) {
      column.moveTo(within - shownFrom * blocks.cellsPerIndex(), windows.address(0));
    }
    for (BatchColumn other : unstored) {
      other.moveTo(first, 0);
    }
    batch.setNumRows(count);
    return batch;
  }

  private int goodBatchRows() {
    long cellBytes = Math.max(1, rows.source().view().dtype().itemsize());
    return (int) Math.min(MOST_BATCH_ROWS, Math.max(1, WindowPlan.BATCH_BYTES / cellBytes));
  }

  private boolean isShown(long index) {
    return index >= shownFrom && index < shownTo;
  }

  /** The last index of the block that the task needs, plus 1. */
  private long endIndex() {
    long last = Math.min(rows.rows().end() - 1, (block + 1) * blocks.cells() - 1);
    return last % blocks.cells() / blocks.cellsPerIndex() + 1;
  }

  private void open(long wanted) throws IOException {
    if (wanted == block) {
      return;
    }
    closeWindows();
    block = wanted;
    shownTo = shownFrom;
    ArrayView view = blocks.view(wanted);
    WindowPlan plan = new WindowPlan(List.of(view), factory.access(), OptionalInt.empty());
    indicesAtOnce = plan.batchRows();
    windows = plan.open(file, endIndex(), counters);
    cells.clear();
    for (ScanColumn column : stored) {
      String label = ArrayReaderFactory.label(column, rows.source());
      BatchColumn shown =
          factory.vectors().cells(windows.placed(0), column.field().dataType(), label);
      cells.add(shown);
      vectors[factory.columns().indexOf(column)] = shown.vector();
    }
    batch = new ColumnarBatch(vectors);
  }

  private void closeWindows() {
    if (windows != null) {
      windows.close();
      windows = null;
    }
  }

  @Override
  public void close() throws IOException {
    closeWindows();
    file.close();
  }
}
