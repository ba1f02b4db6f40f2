package io.memmap.spark.internal.write;

import java.io.IOException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.write.DeltaWriter;
import org.apache.spark.sql.connector.write.WriterCommitMessage;

/** Stages rows that replace others. An array has no place for more rows, and none to lose. */
final class ArrayDeltaWriter implements DeltaWriter<InternalRow> {
  private final ArrayDataWriter rows;

  ArrayDeltaWriter(ArrayDataWriter rows) {
    this.rows = rows;
  }

  @Override
  public void update(InternalRow metadata, InternalRow id, InternalRow row) throws IOException {
    rows.stage(row, id);
  }

  @Override
  public void insert(InternalRow row) throws IOException {
    throw rows.refused("a row that is not there can't be updated; add it with INSERT INTO");
  }

  @Override
  public void delete(InternalRow metadata, InternalRow id) throws IOException {
    throw rows.refused("deleting a row would move those behind it; write the array anew");
  }

  @Override
  public WriterCommitMessage commit() throws IOException {
    return rows.commit();
  }

  @Override
  public void abort() throws IOException {
    rows.abort();
  }

  @Override
  public CustomTaskMetric[] currentMetricsValues() {
    return rows.currentMetricsValues();
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
