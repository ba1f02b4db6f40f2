package io.memmap.spark.internal.read;

import io.memmap.spark.internal.read.rows.RowRanges;
import io.memmap.spark.internal.read.source.ArraySources;
import io.memmap.spark.internal.read.source.PredicateReader;
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
 * A scan of which Spark may learn, when the other side of a join is known, that it needs fewer
 * rows. Spark filters what comes of it once more, so that some rows between the needed ones do no
 * harm, and cost less than many short ranges.
 *
 * <p>Its value is what was planned: Spark itself compares the filters of a running query.
 */
final class FilterableScan
    implements SupportsRuntimeV2Filtering,
        SupportsReportStatistics,
        SupportsReportOrdering,
        SupportsReportPartitioning {
  /** As long as this is a gap in an array that is read rather than left out. */
  private static final long SHORT_GAP = 256;

  private final ArrayScan planned;
  private ArrayScan filtered;

  FilterableScan(ArrayScan planned) {
    this.planned = planned;
    this.filtered = planned;
  }

  /** Without what was learned when the query ran. */
  ArrayScan planned() {
    return planned;
  }

  /** Those of the scan's columns that are stored nowhere. */
  @Override
  public NamedReference[] filterAttributes() {
    return planned.columns().stream()
        .filter(column -> !column.isStored())
        .map(ScanColumn::reference)
        .toArray(NamedReference[]::new);
  }

  @Override
  public void filter(Predicate[] predicates) {
    ArraySources sources = planned.sources();
    PredicateReader reader = new PredicateReader(planned.columns());
    RowRanges rows = filtered.selected();
    for (Predicate predicate : predicates) {
      rows = rows.intersect(sources.where(reader.read(predicate)).rows());
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

  /** Tells blocks of rows, where there are some; Spark asks the catalog for their function. */
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
