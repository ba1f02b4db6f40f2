package io.memmap.spark.internal.read;

import io.memmap.spark.internal.read.source.Aggregate;
import io.memmap.spark.internal.read.source.ScanColumn;
import io.memmap.spark.internal.read.task.AggregateReader;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A scan whose tasks reduce the rows of each file to a partial result, which Spark aggregates
 * further.
 *
 * @param read the rows to reduce, with the columns of all functions
 * @param groups columns to group by, each with one value for all rows of a file
 */
public record AggregateScan(
    ArrayScan read, List<ScanColumn.OfFile> groups, List<Aggregate> aggregates) implements Scan {

  public AggregateScan {
    groups = List.copyOf(groups);
    aggregates = List.copyOf(aggregates);
  }

  /** The columns of all functions, each once. */
  static List<ScanColumn> columns(List<Aggregate> aggregates) {
    return aggregates.stream()
        .filter(Aggregate.OfColumn.class::isInstance)
        .map(aggregate -> (ScanColumn) ((Aggregate.OfColumn) aggregate).column())
        .distinct()
        .toList();
  }

  /** The schema that Spark expects of partial results: groups first. */
  static StructType schema(List<ScanColumn.OfFile> groups, List<Aggregate> aggregates) {
    Stream<StructField> first = groups.stream().map(ScanColumn::field);
    Stream<StructField> then = aggregates.stream().map(Aggregate::field);
    return new StructType(Stream.concat(first, then).toArray(StructField[]::new));
  }

  @Override
  public StructType readSchema() {
    return schema(groups, aggregates);
  }

  @Override
  public Batch toBatch() {
    return new Reduced(new ArrayBatch(read), groups, aggregates);
  }

  @Override
  public ColumnarSupportMode columnarSupportMode() {
    return ColumnarSupportMode.UNSUPPORTED;
  }

  @Override
  public CustomMetric[] supportedCustomMetrics() {
    return read.supportedCustomMetrics();
  }

  @Override
  public CustomTaskMetric[] reportDriverMetrics() {
    return read.reportDriverMetrics();
  }

  @Override
  public String description() {
    String functions = aggregates.stream().map(this::kernel).collect(Collectors.joining(", "));
    String by =
        groups.isEmpty()
            ? ""
            : groups.stream()
                .map(group -> group.field().name())
                .collect(Collectors.joining(", ", " by [", "]"));
    return read.description() + " kernels=[" + functions + "]" + by;
  }

  /**
   * A function as {@code explain} shows it, with dtype and stride of its column in the first file.
   */
  private String kernel(Aggregate aggregate) {
    if (!(aggregate instanceof Aggregate.OfColumn function)) {
      return aggregate.toString();
    }
    ScanColumn.Stored column = function.column();
    String stride =
        column
            .view(read.sources().all().get(0).view())
            .map(view -> " stride=" + view.stride(0))
            .orElse(" cells");
    return aggregate + " of " + column.storedDType() + stride;
  }

  /** Equal for equal scans, as {@link ArrayBatch} is. */
  private record Reduced(
      ArrayBatch read, List<ScanColumn.OfFile> groups, List<Aggregate> aggregates)
      implements Batch {

    @Override
    public InputPartition[] planInputPartitions() {
      return read.planInputPartitions();
    }

    @Override
    public PartitionReaderFactory createReaderFactory() {
      return new AggregateReader.Factory(read.createReaderFactory(), groups, aggregates);
    }
  }
}
