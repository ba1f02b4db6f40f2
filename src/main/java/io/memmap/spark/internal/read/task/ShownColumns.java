package io.memmap.spark.internal.read.task;

import io.memmap.array.ArrayView;
import io.memmap.array.RowRange;
import io.memmap.spark.internal.read.source.ArraySource;
import io.memmap.spark.internal.read.source.ScanColumn;
import io.memmap.spark.internal.read.source.SourceRows;
import io.memmap.storage.file.ReadCosts;
import io.memmap.storage.file.SourceFile;
import io.memmap.storage.window.IoCounters;
import io.memmap.storage.window.KeptMemory;
import io.memmap.storage.window.WideRows;
import io.memmap.storage.window.WindowPlan;
import io.memmap.storage.window.Windows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/**
 * Shows the columns of one array through windows of its file. If no column is stored, neither file
 * nor window is opened.
 */
final class ShownColumns implements BatchSource {
  /** Null if no column is stored. */
  private final SourceFile file;

  private final Windows windows;
  private final int batchRows;

  /** The stored columns, in the order of the plan's views. */
  private final List<BatchColumn> stored = new ArrayList<>();

  private final List<BatchColumn> unstored = new ArrayList<>();

  /** The columns of the batch; null for one that is made of several. */
  private final BatchColumn[] single;

  private final ColumnarBatch batch;

  private ShownColumns(
      SourceFile file,
      Windows windows,
      int batchRows,
      ArrayReaderFactory factory,
      ArraySource source) {
    this.file = file;
    this.windows = windows;
    this.batchRows = batchRows;
    this.single = new BatchColumn[factory.columns().size()];
    this.batch = new ColumnarBatch(vectors(factory, source));
  }

  /**
   * Opens the file.
   *
   * @param plan by {@link #plan}, of an array with an equal view
   * @param memory that keeps mappings; empty if windows unmap what they no longer show
   */
  static ShownColumns open(
      ArrayReaderFactory factory,
      SourceRows rows,
      IoCounters counters,
      WindowPlan plan,
      Optional<KeptMemory> memory)
      throws IOException {
    ArraySource source = rows.source();
    SourceFile file = plan.isEmpty() ? null : source.open(factory.storage());
    Windows windows = null;
    boolean success = false;
    try {
      List<RowRange> ranges = rows.rows().ranges();
      windows =
          memory.isPresent()
              ? plan.open(file, ranges, counters, memory.get())
              : plan.open(file, ranges, counters);
      ShownColumns columns = new ShownColumns(file, windows, plan.batchRows(), factory, source);
      success = true;
      return columns;
    } finally {
      if (!success) {
        close(windows, file);
      }
    }
  }

  /** The windows for the stored columns of an array. */
  static WindowPlan plan(ArrayReaderFactory factory, ArrayView array, ReadCosts costs) {
    List<ArrayView> parts = new ArrayList<>();
    factory
        .columns()
        .forEach(
            column -> column.view(array).ifPresent(view -> parts.addAll(WideRows.parts(view))));
    BatchRows rows = factory.batchRows();
    return new WindowPlan(parts, costs, rows.asked(), rows instanceof BatchRows.ForKernels);
  }

  private ColumnVector[] vectors(ArrayReaderFactory factory, ArraySource source) {
    ArrayView array = source.view();
    ColumnVector[] vectors = new ColumnVector[factory.columns().size()];
    for (int i = 0; i < vectors.length; i++) {
      ScanColumn column = factory.columns().get(i);
      String label = ArrayReaderFactory.label(column, source);
      Optional<ArrayView> view = column.view(array);
      if (view.isPresent()) {
        vectors[i] = storedVector(factory, label, view.get(), column.field().dataType());
        boolean several = WideRows.parts(view.get()).size() > 1;
        single[i] = several ? null : stored.get(stored.size() - 1);
      } else {
        single[i] = factory.unstored(column, source);
        unstored.add(single[i]);
        vectors[i] = single[i].vector();
      }
    }
    return vectors;
  }

  /**
   * The vector of a stored column. Takes the parts of the view in the order of {@link
   * WideRows#parts}.
   */
  private ColumnVector storedVector(
      ArrayReaderFactory factory, String label, ArrayView view, DataType type) {
    List<ArrayView> parts = WideRows.parts(view);
    if (parts.size() == 1) {
      int next = stored.size();
      BatchColumn part =
          factory.vectors().values(windows.placed(next), windows.window(next), type, label);
      stored.add(part);
      return part.vector();
    }
    List<ColumnVector> vectors = new ArrayList<>();
    int perPart = (int) WideRows.indicesPerPart(view);
    if (perPart > 0) {
      parts.forEach(part -> vectors.add(storedVector(factory, label, part, type)));
      return factory.vectors().joined(vectors, type, perPart, (int) view.shape().length(1));
    }
    DataType elementType = ((ArrayType) type).elementType();
    for (long i = 0; i < view.shape().length(1); i++) {
      vectors.add(storedVector(factory, label, view.at(1, i), elementType));
    }
    return factory.vectors().stacked(vectors, type);
  }

  @Override
  public int batchRows(long first) {
    return Math.min(batchRows, windows.mostRows(first));
  }

  @Override
  public ColumnarBatch show(long first, int rows) throws IOException {
    if (file != null) {
      file.checkLength();
    }
    windows.show(first, rows);
    for (int i = 0; i < stored.size(); i++) {
      stored.get(i).moveTo(first, windows.address(i));
    }
    for (BatchColumn column : unstored) {
      column.moveTo(first, 0);
    }
    batch.setNumRows(rows);
    return batch;
  }

  @Override
  public ColumnarBatch skip(int rows, int count) {
    stored.forEach(column -> column.skip(rows));
    unstored.forEach(column -> column.skip(rows));
    batch.setNumRows(count);
    return batch;
  }

  @Override
  public Optional<BatchColumn> column(int ordinal) {
    return Optional.ofNullable(single[ordinal]);
  }

  @Override
  public void close() throws IOException {
    close(windows, file);
  }

  private static void close(Windows windows, SourceFile file) throws IOException {
    try {
      if (windows != null) {
        windows.close();
      }
    } finally {
      if (file != null) {
        file.close();
      }
    }
  }
}
