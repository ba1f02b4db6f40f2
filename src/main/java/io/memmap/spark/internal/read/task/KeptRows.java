package io.memmap.spark.internal.read.task;

import io.memmap.array.ArrayView;
import io.memmap.spark.internal.read.source.ArrayPartition;
import io.memmap.spark.internal.read.source.ScanColumn;
import io.memmap.spark.internal.read.source.SourceRows;
import io.memmap.storage.window.KeptMappings;
import io.memmap.storage.window.KeptMemory;
import io.memmap.storage.window.WideRows;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/**
 * Shows rows in batches that stay as they are until the task ends: each has vectors of its own,
 * over mappings that are kept. Functions of Python take such batches without making rows of them.
 *
 * <p>Spark looks at the first column of the first batch only. If it can be had as Arrow's vector,
 * Spark keeps all columns of all batches while Python computes. So either all batches of a task are
 * such ones, or none is.
 */
final class KeptRows implements BatchSource {
  private final BatchSource rows;
  private final KeptMemory memory;
  private final BatchColumn[] columns;

  KeptRows(BatchSource rows, int columns, KeptMemory memory) {
    this.rows = rows;
    this.memory = memory;
    this.columns = new BatchColumn[columns];
    for (int i = 0; i < columns; i++) {
      this.columns[i] = rows.column(i).orElseThrow();
    }
  }

  /**
   * The memory for the batches of a task, if they can and should stay.
   *
   * @return empty if other batches are better: where functions of Python take no columns, where the
   *     first column holds no numbers, where values are copied or selected, or where too much would
   *     stay mapped
   */
  static Optional<KeptMemory> memory(ArrayReaderFactory factory, InputPartition partition) {
    if (!factory.keeping() || !(partition instanceof ArrayPartition rows)) {
      return Optional.empty(); // a task may read several partitions of blocks
    }
    return factory.filter().isNone() && areFit(factory, rows.parts())
        ? TaskMemory.ofThisTask(rows.parts().get(0).source().file().path())
        : Optional.empty();
  }

  private static boolean areFit(ArrayReaderFactory factory, List<SourceRows> parts) {
    if (parts.isEmpty() || !isArrow(factory, parts.get(0).source().view())) {
      return false;
    }
    KeptMappings kept = KeptMappings.NONE;
    for (SourceRows part : parts) {
      Optional<KeptMappings> more = mappings(factory, part);
      if (more.isEmpty()) {
        return false;
      }
      kept = kept.plus(more.get());
      if (!kept.areFew()) {
        return false;
      }
    }
    return true;
  }

  private static boolean isArrow(ArrayReaderFactory factory, ArrayView array) {
    if (factory.outputs() == 0) {
      return false;
    }
    ScanColumn first = factory.columns().get(0);
    return first instanceof ScanColumn.Index
        || first
            .view(array)
            .filter(view -> factory.vectors().isArrow(view, first.field().dataType()))
            .isPresent();
  }

  private static Optional<KeptMappings> mappings(ArrayReaderFactory factory, SourceRows part) {
    ArrayView array = part.source().view();
    for (ScanColumn column : factory.columns()) {
      boolean inOnePiece = column.view(array).map(WideRows::inOnePiece).orElse(true);
      if (!inOnePiece || column.cells(array).isPresent()) {
        return Optional.empty();
      }
    }
    return ShownColumns.plan(factory, array, factory.costs(part.source()))
        .kept(part.rows().ranges());
  }

  @Override
  public int batchRows(long first) throws IOException {
    return rows.batchRows(first);
  }

  @Override
  public ColumnarBatch show(long first, int count) throws IOException {
    rows.show(first, count);
    ColumnVector[] vectors = new ColumnVector[columns.length];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = columns[i].kept(count, memory);
    }
    return new ColumnarBatch(vectors, count);
  }

  @Override
  public ColumnarBatch skip(int skipped, int count) {
    throw new UnsupportedOperationException("rows that stay are not left out");
  }

  @Override
  public Optional<BatchColumn> column(int ordinal) {
    return rows.column(ordinal);
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
