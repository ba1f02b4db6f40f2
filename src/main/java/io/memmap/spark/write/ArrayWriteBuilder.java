package io.memmap.spark.write;

import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.write.BatchWrite;
import org.apache.spark.sql.connector.write.SupportsTruncate;
import org.apache.spark.sql.connector.write.Write;
import org.apache.spark.sql.connector.write.WriteBuilder;

/** Builds the write of one array file. */
public final class ArrayWriteBuilder implements WriteBuilder, SupportsTruncate {
  private final ArrayTarget target;
  private final RecordPlan plan;
  private final IndexPlan index;

  /**
   * Plans a write.
   *
   * @param index which record of the array a row is
   */
  public ArrayWriteBuilder(ArrayTarget target, RecordPlan plan, IndexPlan index) {
    this.target = target;
    this.plan = plan;
    this.index = index;
  }

  @Override
  public WriteBuilder truncate() {
    return this;
  }

  @Override
  public Write build() {
    return new ArrayWrite();
  }

  private final class ArrayWrite implements Write {
    private final WriteTimes times = new WriteTimes();

    @Override
    public String description() {
      return "memmap " + target.path();
    }

    @Override
    public BatchWrite toBatch() {
      return new ArrayBatchWrite(target, plan, index, times);
    }

    /** Only Spark 4.0 and later ask for it. */
    @SuppressWarnings("MissingOverride") // Spark 3.5 has no such method
    public CustomTaskMetric[] reportDriverMetrics() {
      return WriteMetrics.times(times);
    }

    /** Stands in the plan that the UI shows. */
    @Override
    public String toString() {
      return target.toString();
    }

    @Override
    public CustomMetric[] supportedCustomMetrics() {
      return WriteMetrics.all();
    }
  }
}
