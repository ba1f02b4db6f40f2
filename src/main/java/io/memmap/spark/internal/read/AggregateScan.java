package io.memmap.spark.internal.read;

import io.memmap.spark.internal.read.source.Aggregate;
import io.memmap.spark.internal.read.source.GroupKey;
import io.memmap.spark.internal.read.source.Numbers;
import io.memmap.spark.internal.read.source.ScanColumn;
import io.memmap.spark.internal.read.task.AggregateReader;
import io.memmap.spark.internal.read.task.ArrayReaderFactory;
import io.memmap.spark.internal.read.task.GroupedReader;
import java.util.List;
import java.util.Optional;
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
 * A scan whose tasks reduce the rows of each file, or of each group, to a partial result, which
 * Spark aggregates further.
 *
 * @param read the rows to reduce, with the columns of all functions and groups
 * @param groups what to group by
 * @param whole whether one task reduces the rows of all files, so that its result is the answer
 */
public record AggregateScan(
    ArrayScan read, List<GroupKey> groups, List<Aggregate> aggregates, boolean whole)
    implements Scan {

  public AggregateScan {
    groups = List.copyOf(groups);
    aggregates = List.copyOf(aggregates);
  }

  /** The columns of all groups and functions, each once. */
  static List<ScanColumn> columns(List<GroupKey> groups, List<Aggregate> aggregates) {
    Stream<ScanColumn> first = groups.stream().map(GroupKey::read).flatMap(Optional::stream);
    Stream<ScanColumn> then =
        aggregates.stream()
            .filter(Aggregate.OfNumbers.class::isInstance)
            .flatMap(aggregate -> ((Aggregate.OfNumbers) aggregate).numbers().columns());
    return Stream.concat(first, then).distinct().toList();
  }

  /** The schema that Spark expects of partial results: groups first. */
  static StructType schema(List<GroupKey> groups, List<Aggregate> aggregates) {
    Stream<StructField> first = groups.stream().map(GroupKey::field);
    Stream<StructField> then = aggregates.stream().map(Aggregate::field);
    return new StructType(Stream.concat(first, then).toArray(StructField[]::new));
  }

  @Override
  public StructType readSchema() {
    return schema(groups, aggregates);
  }

  @Override
  public Batch toBatch() {
    return new Reduced(new ArrayBatch(read), groups, aggregates, whole);
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
                .map(GroupKey::toString)
                .collect(Collectors.joining(", ", " by [", "]"));
    String answer = whole ? " whole answer" : "";
    return read.description() + " kernels=[" + functions + "]" + by + answer;
  }

  /**
   * A function as {@code explain} shows it, with dtype and stride of its column in the first file,
   * or the type of its expression.
   */
  private String kernel(Aggregate aggregate) {
    if (!(aggregate instanceof Aggregate.OfNumbers function)) {
      return aggregate.toString();
    }
    return function.numbers() instanceof Numbers.Column numbers
        ? aggregate + " of " + kernel(numbers.column())
        : aggregate + " of " + function.numbers().type().simpleString();
  }

  private String kernel(ScanColumn.Stored column) {
    String stride =
        column
            .view(read.sources().all().get(0).view())
            .map(view -> " stride=" + view.stride(0))
            .orElse(" cells");
    return column.storedDType() + stride;
  }

  /** Equal for equal scans, as {@link ArrayBatch} is. */
  private record Reduced(
      ArrayBatch read, List<GroupKey> groups, List<Aggregate> aggregates, boolean whole)
      implements Batch {

    @Override
    public InputPartition[] planInputPartitions() {
      return read.planInputPartitions();
    }

    @Override
    public PartitionReaderFactory createReaderFactory() {
      ArrayReaderFactory arrays = read.createReaderFactory();
      List<ScanColumn.OfFile> files = GroupKey.ofFiles(groups);
      if (files.size() < groups.size()) {
        return new GroupedReader.Factory(arrays, groups, aggregates);
      }
      boolean stored = aggregates.stream().allMatch(Reduced::isStored);
      return new AggregateReader.Factory(
          stored ? arrays.forKernels() : arrays, files, aggregates, whole);
    }

    /** What is computed goes through arrays of a batch's length, which the caches must hold. */
    private static boolean isStored(Aggregate aggregate) {
      return !(aggregate instanceof Aggregate.OfNumbers function)
          || function.numbers() instanceof Numbers.Column;
    }
  }
}
