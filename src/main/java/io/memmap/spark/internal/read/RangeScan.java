package io.memmap.spark.internal.read;

import io.memmap.spark.internal.read.task.RangeReader;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.Statistics;
import org.apache.spark.sql.connector.read.SupportsReportStatistics;
import org.apache.spark.sql.types.StructType;

/**
 * A scan whose rows say where ranges of rows lie, so that other programs map them.
 *
 * @param rows the rows of the array
 */
record RangeScan(ArrayScan rows) implements Scan, SupportsReportStatistics {

  @Override
  public StructType readSchema() {
    return rows.readSchema();
  }

  @Override
  public Batch toBatch() {
    return new Described(new ArrayBatch(rows));
  }

  @Override
  public ColumnarSupportMode columnarSupportMode() {
    return ColumnarSupportMode.UNSUPPORTED;
  }

  @Override
  public Statistics estimateStatistics() {
    return rows.estimateStatistics();
  }

  @Override
  public CustomMetric[] supportedCustomMetrics() {
    return rows.supportedCustomMetrics();
  }

  @Override
  public CustomTaskMetric[] reportDriverMetrics() {
    return rows.reportDriverMetrics();
  }

  @Override
  public String description() {
    return rows.description();
  }

  /** Equal for equal scans, as {@link ArrayBatch} is. */
  private record Described(ArrayBatch rows) implements Batch {

    @Override
    public InputPartition[] planInputPartitions() {
      return rows.planInputPartitions();
    }

    @Override
    public PartitionReaderFactory createReaderFactory() {
      ScanSettings settings = rows.scan().settings();
      settings.first().run();
      return new RangeReader.Factory(
          rows.scan().columns(), settings.mostRows(), settings.storage(), settings.ignoreMissing());
    }
  }
}
