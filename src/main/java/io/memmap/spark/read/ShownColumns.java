package io.memmap.spark.read;

import io.memmap.array.ArrayView;
import io.memmap.storage.IoCounters;
import io.memmap.storage.SourceFile;
import io.memmap.storage.WideRows;
import io.memmap.storage.WindowPlan;
import io.memmap.storage.Windows;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/**
 * The columns of one task over their windows. Owns the open file and the windows; a scan without
 * stored values opens neither.
 */
final class ShownColumns implements Closeable {
  private final SourceFile file;
  private final Windows windows;
  private final int batchRows;

  /** What moves with the windows, in the order of the windows' columns. */
  private final List<BatchColumn> stored = new ArrayList<>();

  private final List<BatchColumn> rowIndices = new ArrayList<>();
  private final ColumnarBatch batch;

  private ShownColumns(
      SourceFile file, Windows windows, int batchRows, ArrayReaderFactory factory) {
    this.file = file;
    this.windows = windows;
    this.batchRows = batchRows;
    this.batch = new ColumnarBatch(vectors(factory));
  }

  static ShownColumns open(ArrayReaderFactory factory, RowRange range, IoCounters counters)
      throws IOException {
    List<ArrayView> parts = new ArrayList<>();
    factory
        .columns()
        .forEach(column -> column.view().ifPresent(view -> parts.addAll(WideRows.parts(view))));
    OptionalInt asked =
        factory.batchRows() > 0 ? OptionalInt.of(factory.batchRows()) : OptionalInt.empty();
    WindowPlan plan = new WindowPlan(parts, factory.access(), asked);
    SourceFile file = parts.isEmpty() ? null : SourceFile.open(factory.file(), factory.end());
    Windows windows = null;
    boolean success = false;
    try {
      windows = plan.open(file, range.end(), counters);
      ShownColumns columns = new ShownColumns(file, windows, plan.batchRows(), factory);
      success = true;
      return columns;
    } finally {
      if (!success) {
        close(windows, file);
      }
    }
  }

  private ColumnVector[] vectors(ArrayReaderFactory factory) {
    ColumnVector[] vectors = new ColumnVector[factory.columns().size()];
    for (int i = 0; i < vectors.length; i++) {
      ScanColumn column = factory.columns().get(i);
      String label = "column " + column.field().name() + " of file " + factory.file().path();
      vectors[i] =
          column
              .view()
              .map(view -> storedVector(factory, label, view, column.field().dataType()))
              .orElseGet(() -> rowIndexVector(factory));
    }
    return vectors;
  }

  private ColumnVector rowIndexVector(ArrayReaderFactory factory) {
    BatchColumn column = factory.vectors().rowIndex();
    rowIndices.add(column);
    return column.vector();
  }

  /** Takes the parts of the view in the order in which {@link WideRows#parts} lists them. */
  private ColumnVector storedVector(
      ArrayReaderFactory factory, String label, ArrayView view, DataType type) {
    List<ArrayView> parts = WideRows.parts(view);
    if (parts.size() == 1) {
      BatchColumn part = factory.vectors().values(windows.placed(stored.size()), type, label);
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

  /** Rows that one batch holds at the most. */
  int batchRows() {
    return batchRows;
  }

  /**
   * Shows the next rows; the batch of before is void.
   *
   * @throws IOException if the file was cut meanwhile
   */
  ColumnarBatch show(long first, int rows) throws IOException {
    if (file != null) {
      file.checkLength();
    }
    windows.show(first, rows);
    for (int i = 0; i < stored.size(); i++) {
      stored.get(i).moveTo(first, windows.address(i));
    }
    for (BatchColumn rowIndex : rowIndices) {
      rowIndex.moveTo(first, 0);
    }
    batch.setNumRows(rows);
    return batch;
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
