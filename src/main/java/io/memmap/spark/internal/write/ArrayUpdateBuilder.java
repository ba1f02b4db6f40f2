package io.memmap.spark.internal.write;

import io.memmap.spark.internal.write.commit.ArrayTarget;
import io.memmap.spark.internal.write.encode.IndexPlan;
import io.memmap.spark.internal.write.encode.RecordPlan;
import java.io.IOException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.write.DeltaBatchWrite;
import org.apache.spark.sql.connector.write.DeltaWrite;
import org.apache.spark.sql.connector.write.DeltaWriteBuilder;
import org.apache.spark.sql.connector.write.DeltaWriter;
import org.apache.spark.sql.connector.write.DeltaWriterFactory;
import org.apache.spark.sql.connector.write.PhysicalWriteInfo;
import org.apache.spark.sql.connector.write.WriterCommitMessage;

/**
 * Builds the write of rows that replace rows of the array: SQL's UPDATE and MERGE, in which each
 * row has an id. Spark has a second family of interfaces for such writes. The classes below
 * implement them, in the order in which Spark calls them, and delegate to the classes of plain
 * writes.
 */
public final class ArrayUpdateBuilder implements DeltaWriteBuilder {
  private final ArrayWrite write;
  private final Runnable afterwards;

  /**
   * Plans an update.
   *
   * @param index which record of the array an id names, and where the id holds its old values
   */
  public ArrayUpdateBuilder(ArrayTarget target, RecordPlan plan, IndexPlan.Replaced index) {
    this(new ArrayWrite(target, plan, index), () -> {});
  }

  private ArrayUpdateBuilder(ArrayWrite write, Runnable afterwards) {
    this.write = write;
    this.afterwards = afterwards;
  }

  /**
   * The same update.
   *
   * @param next runs on the driver after the update is in the file
   */
  public ArrayUpdateBuilder andThen(Runnable next) {
    return new ArrayUpdateBuilder(write, next);
  }

  @Override
  public DeltaWrite build() {
    return new Planned(write, afterwards);
  }

  private record Planned(ArrayWrite write, Runnable afterwards) implements DeltaWrite {
    @Override
    public String description() {
      return write.description();
    }

    @Override
    public DeltaBatchWrite toBatch() {
      return new Batch(write.toBatch(), afterwards);
    }

    /** Only Spark 4.0 and later ask for it. */
    @SuppressWarnings({"MissingOverride", "unused"}) // Spark 3.5 has no such method
    public CustomTaskMetric[] reportDriverMetrics() {
      return write.reportDriverMetrics();
    }

    @Override
    public CustomMetric[] supportedCustomMetrics() {
      return write.supportedCustomMetrics();
    }

    @Override
    public String toString() {
      return write.toString();
    }
  }

  private record Batch(ArrayBatchWrite batch, Runnable afterwards) implements DeltaBatchWrite {
    @Override
    public DeltaWriterFactory createBatchWriterFactory(PhysicalWriteInfo info) {
      return new Writers(batch.createBatchWriterFactory(info));
    }

    @Override
    public void onDataWriterCommit(WriterCommitMessage message) {
      batch.onDataWriterCommit(message);
    }

    @Override
    public void commit(WriterCommitMessage[] messages) {
      batch.commit(messages);
      afterwards.run();
    }

    @Override
    public void abort(WriterCommitMessage[] messages) {
      batch.abort(messages);
    }
  }

  private record Writers(ArrayWriterFactory rows) implements DeltaWriterFactory {
    private static final long serialVersionUID = 1L;

    @Override
    public DeltaWriter<InternalRow> createWriter(int partition, long task) {
      return new Writer(new ArrayDataWriter(rows, partition, task));
    }
  }

  /** Stages the rows of one attempt. The array keeps its length: no row is added or removed. */
  private record Writer(ArrayDataWriter rows) implements DeltaWriter<InternalRow> {
    @Override
    public void update(InternalRow metadata, InternalRow id, InternalRow row) throws IOException {
      rows.stage(row, id);
    }

    @Override
    public void insert(InternalRow row) throws IOException {
      throw rows.refused(WriteErrors.ROW_IS_NOT_THERE);
    }

    @Override
    public void delete(InternalRow metadata, InternalRow id) throws IOException {
      throw rows.refused(WriteErrors.ROW_IS_DELETED);
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
}
