package io.memmap.spark.internal.read;

import io.memmap.spark.internal.read.rows.RowRanges;
import io.memmap.spark.internal.read.source.ArraySources;
import io.memmap.spark.internal.read.source.PredicateTranslator;
import io.memmap.spark.internal.read.source.ScanColumn;
import java.util.Objects;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.expressions.SortOrder;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.Statistics;
import org.apache.spark.sql.connector.read.SupportsReportOrdering;
import org.apache.spark.sql.connector.read.SupportsReportPartitioning;
import org.apache.spark.sql.connector.read.SupportsReportStatistics;
import org.apache.spark.sql.connector.read.SupportsRuntimeV2Filtering;
import org.apache.spark.sql.connector.read.partitioning.KeyGroupedPartitioning;
import org.apache.spark.sql.connector.read.partitioning.Partitioning;
import org.apache.spark.sql.connector.read.partitioning.UnknownPartitioning;
import org.apache.spark.sql.types.StructType;

/**
 * A scan that accepts runtime filters: when Spark has read the other side of a join, it may need
 * fewer rows. Spark filters the result again, so rows between the needed ones may be read too,
 * which costs less than many short ranges.
 *
 * <p>Equality covers the planned scan only; Spark compares the runtime filters itself.
 */
final class FilterableScan
    implements SupportsRuntimeV2Filtering,
        SupportsReportStatistics,
        SupportsReportOrdering,
        SupportsReportPartitioning {
  /**
   * Rows of the longest gap that is read. Measured: a range costs a task as much as some 800 rows
   * of one float column, and fewer rows of several columns.
   */
  private static final long SHORT_GAP = 256;

  private final ArrayScan planned;
  private ArrayScan filtered;

  FilterableScan(ArrayScan planned) {
    this.planned = planned;
    this.filtered = planned;
  }

  /** The scan without runtime filters. */
  ArrayScan planned() {
    return planned;
  }

  /**
   * The columns that are not stored: indices and constants of files. Other rows of a range would
   * have other indices than the range, so indices of ranges are left out.
   */
  static boolean filters(ScanColumn column, ScanSettings settings) {
    return settings.countsRows() ? !column.isStored() : column instanceof ScanColumn.OfFile;
  }

  @Override
  public NamedReference[] filterAttributes() {
    return planned.columns().stream()
        .filter(column -> filters(column, planned.settings()))
        .map(ScanColumn::reference)
        .toArray(NamedReference[]::new);
  }

  @Override
  public void filter(Predicate[] predicates) {
    ArraySources sources = planned.sources();
    PredicateTranslator translator = new PredicateTranslator(planned.columns());
    RowRanges rows = filtered.selected();
    for (Predicate predicate : predicates) {
      rows = rows.intersect(sources.where(translator.translate(predicate)).rows());
    }
    filtered = planned.withRows(sources.joined(rows, SHORT_GAP).intersect(planned.selected()));
  }

  @Override
  public StructType readSchema() {
    return planned.readSchema();
  }

  @Override
  public Batch toBatch() {
    return filtered.toBatch();
  }

  @Override
  public ColumnarSupportMode columnarSupportMode() {
    return planned.columnarSupportMode();
  }

  /** Blocks of rows, if there are some; Spark looks up their function in the catalog. */
  @Override
  public Partitioning outputPartitioning() {
    int count = planned.partitions().length;
    return planned
        .blocks()
        .map(blocks -> blocks.toTransform(planned.rowIndex().orElseThrow()))
        .<Partitioning>map(block -> new KeyGroupedPartitioning(new Expression[] {block}, count))
        .orElseGet(() -> new UnknownPartitioning(count));
  }

  @Override
  public SortOrder[] outputOrdering() {
    return planned.outputOrdering();
  }

  @Override
  public Statistics estimateStatistics() {
    return planned.estimateStatistics();
  }

  @Override
  public CustomMetric[] supportedCustomMetrics() {
    return planned.supportedCustomMetrics();
  }

  @Override
  public CustomTaskMetric[] reportDriverMetrics() {
    return filtered.reportDriverMetrics();
  }

  @Override
  public String description() {
    return planned.description();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FilterableScan scan && planned.equals(scan.planned);
  }

  @Override
  public int hashCode() {
    return Objects.hash(planned);
  }
}
