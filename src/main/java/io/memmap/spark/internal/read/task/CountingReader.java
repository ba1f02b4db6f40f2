package io.memmap.spark.internal.read.task;

import io.memmap.storage.window.IoCounters;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.PartitionReader;

/** A reader that reports to Spark what its task has read so far. */
abstract class CountingReader<T> implements PartitionReader<T> {
  final IoCounters counters;
  private CustomTaskMetric[] earlier = {};

  CountingReader(IoCounters counters) {
    this.counters = counters;
  }

  @Override
  public final CustomTaskMetric[] currentMetricsValues() {
    return ScanMetrics.values(counters, earlier);
  }

  /** Spark 3.5 to 4.1 pass the values of one partition to the next one of the same task. */
  @SuppressWarnings({"deprecation", "MissingOverride"})
  public final void initMetricsValues(CustomTaskMetric[] metrics) {
    earlier = metrics;
  }
}
