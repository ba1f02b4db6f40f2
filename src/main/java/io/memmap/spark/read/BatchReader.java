package io.memmap.spark.read;

import io.memmap.storage.IoCounters;
import java.io.IOException;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/**
 * Hands a task's rows to Spark batch by batch. Spark closes it at the end of the task, however that
 * ends, and no batch is valid after that.
 */
final class BatchReader implements PartitionReader<ColumnarBatch> {
  private final ArrayReaderFactory factory;
  private final RowRange range;
  private final IoCounters counters = new IoCounters();

  private ShownColumns columns;
  private ColumnarBatch batch;
  private long next;

  BatchReader(ArrayReaderFactory factory, RowRange range) {
    this.factory = factory;
    this.range = range;
    this.next = range.first();
  }

  @Override
  public boolean next() throws IOException {
    if (next >= range.end()) {
      return false;
    }
    if (columns == null) {
      columns = ShownColumns.open(factory, range, counters);
    }
    int rows = (int) Math.min(columns.batchRows(), range.end() - next);
    batch = columns.show(next, rows);
    next += rows;
    return true;
  }

  @Override
  public ColumnarBatch get() {
    return batch;
  }

  @Override
  public CustomTaskMetric[] currentMetricsValues() {
    return ScanMetrics.values(counters);
  }

  @Override
  public void close() throws IOException {
    next = range.end();
    if (columns != null) {
      columns.close();
    }
  }
}
