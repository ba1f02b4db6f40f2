package io.memmap.spark.internal.write;

import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.write.DeltaBatchWrite;
import org.apache.spark.sql.connector.write.DeltaWrite;

/**
 * A write of rows that come with ids, as Spark plans it; in all else like any write.
 *
 * @param afterwards runs when the rows are in the file
 */
record ArrayDeltaWrite(ArrayWrite write, Runnable afterwards) implements DeltaWrite {
  @Override
  public String description() {
    return write.description();
  }

  @Override
  public DeltaBatchWrite toBatch() {
    return new ArrayDeltaBatch(write.toBatch(), afterwards);
  }

  /** Only Spark 4.0 and later ask for it. */
  @SuppressWarnings("MissingOverride") // Spark 3.5 has no such method
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
