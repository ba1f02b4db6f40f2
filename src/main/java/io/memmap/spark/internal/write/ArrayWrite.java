package io.memmap.spark.internal.write;

import io.memmap.spark.internal.write.commit.ArrayTarget;
import io.memmap.spark.internal.write.encode.IndexPlan;
import io.memmap.spark.internal.write.encode.RecordPlan;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.write.Write;

/** A write of one array file, as Spark plans it. */
public final class ArrayWrite implements Write {
  private final ArrayTarget target;
  private final RecordPlan plan;
  private final IndexPlan index;
  private final WriteMetrics.Times times = new WriteMetrics.Times();

  ArrayWrite(ArrayTarget target, RecordPlan plan, IndexPlan index) {
    this.target = target;
    this.plan = plan;
    this.index = index;
  }

  @Override
  public String description() {
    return "memmap " + target.location();
  }

  @Override
  public ArrayBatchWrite toBatch() {
    return new ArrayBatchWrite(target, plan, index, times);
  }

  /** A batch write whose publication begins otherwise. */
  public ArrayBatchWrite toBatch(ArrayBatchWrite.Start start) {
    return new ArrayBatchWrite(target, plan, index, times, start);
  }

  public ArrayTarget target() {
    return target;
  }

  /** Only Spark 4.0 and later ask for it. */
  @SuppressWarnings("MissingOverride") // Spark 3.5 has no such method
  public CustomTaskMetric[] reportDriverMetrics() {
    return times.values();
  }

  /** A line of the plan, which the UI shows. */
  @Override
  public String toString() {
    return target.toString();
  }

  @Override
  public CustomMetric[] supportedCustomMetrics() {
    return WriteMetrics.all();
  }
}
