package io.memmap.spark.write;

import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.write.BatchWrite;
import org.apache.spark.sql.connector.write.SupportsTruncate;
import org.apache.spark.sql.connector.write.Write;
import org.apache.spark.sql.connector.write.WriteBuilder;

/** Builds the write of one new array file. */
public final class ArrayWriteBuilder implements WriteBuilder, SupportsTruncate {
  private final ArrayTarget target;
  private final RecordPlan plan;
  private final int rowIndex;

  /**
   * Plans a write.
   *
   * @param rowIndex ordinal of the column with each row's index, or -1
   */
  public ArrayWriteBuilder(ArrayTarget target, RecordPlan plan, int rowIndex) {
    this.target = target;
    this.plan = plan;
    this.rowIndex = rowIndex;
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
    @Override
    public String description() {
      return "memmap " + target.path();
    }

    @Override
    public BatchWrite toBatch() {
      return new ArrayBatchWrite(target, plan, rowIndex);
    }

    @Override
    public CustomMetric[] supportedCustomMetrics() {
      return WriteMetrics.all();
    }
  }
}
