package io.memmap.spark.read;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.Statistics;
import org.apache.spark.sql.connector.read.SupportsReportStatistics;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * What a query reads, as a value: Spark reuses the result of one scan for another that is equal, so
 * everything that makes a difference takes part in equality.
 *
 * @param columns the columns that Spark wants, in its order
 * @param rows how many rows from the first on
 */
record ArrayScan(
    ArraySource source,
    List<ScanColumn> columns,
    long rows,
    ScanSettings settings,
    VectorFactory vectors)
    implements Scan, SupportsReportStatistics {

  /** Column names that {@code explain} spells out. */
  private static final int NAMES_SHOWN = 8;

  @Override
  public StructType readSchema() {
    return new StructType(columns.stream().map(ScanColumn::field).toArray(StructField[]::new));
  }

  @Override
  public Batch toBatch() {
    return new ArrayBatch(this);
  }

  /** The whole rows count, pruned or not, so that a partition is the same place in every query. */
  RowRange[] partitions() {
    long bytes = source.spec().bytes();
    long share = rows == source.rows() ? bytes : Math.round((double) bytes * rows / source.rows());
    return settings.partitioning().cut(rows, share);
  }

  @Override
  public ColumnarSupportMode columnarSupportMode() {
    return ColumnarSupportMode.SUPPORTED;
  }

  @Override
  public Statistics estimateStatistics() {
    return new Statistics() {
      @Override
      public OptionalLong sizeInBytes() {
        return OptionalLong.of(RowWidth.bytes(columns, rows));
      }

      @Override
      public OptionalLong numRows() {
        return OptionalLong.of(rows);
      }
    };
  }

  @Override
  public CustomMetric[] supportedCustomMetrics() {
    return ScanMetrics.all();
  }

  @Override
  public String description() {
    return "memmap %s rows=%d columns=%s partitions=%d access=%s"
        .formatted(
            source,
            rows,
            columnNames(),
            partitions().length,
            settings.access().name().toLowerCase(java.util.Locale.ROOT));
  }

  private String columnNames() {
    String shown =
        columns.stream()
            .limit(NAMES_SHOWN)
            .map(column -> column.field().name())
            .collect(Collectors.joining(", "));
    int more = columns.size() - NAMES_SHOWN;
    return "[" + shown + (more > 0 ? ", ... " + more + " more]" : "]");
  }
}
