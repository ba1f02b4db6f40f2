package io.memmap.spark.read;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.connector.expressions.aggregate.AggregateFunc;
import org.apache.spark.sql.connector.expressions.aggregate.Aggregation;
import org.apache.spark.sql.connector.expressions.aggregate.CountStar;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.read.SupportsPushDownAggregates;
import org.apache.spark.sql.connector.read.SupportsPushDownLimit;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes from Spark what a scan can do exactly: fewer columns, fewer rows (a limit is the first
 * rows; Spark offers it only where no filter remains) and {@code count(*)}, which the shape
 * answers.
 */
public final class ArrayScanBuilder
    implements ScanBuilder,
        SupportsPushDownRequiredColumns,
        SupportsPushDownLimit,
        SupportsPushDownAggregates {
  private static final Logger LOG = LoggerFactory.getLogger(ArrayScanBuilder.class);

  private final ArraySource source;
  private final ScanSettings settings;
  private final VectorFactory vectors;

  private List<ScanColumn> columns;
  private long rows;
  private int counts;

  public ArrayScanBuilder(
      ArraySource source, List<ScanColumn> columns, ScanSettings settings, VectorFactory vectors) {
    this.source = source;
    this.columns = List.copyOf(columns);
    this.settings = settings;
    this.vectors = vectors;
    this.rows = source.rows();
  }

  @Override
  public void pruneColumns(StructType required) {
    Set<String> names = new HashSet<>(Arrays.asList(required.fieldNames()));
    columns = columns.stream().filter(column -> names.contains(column.field().name())).toList();
  }

  @Override
  public boolean pushLimit(int limit) {
    if (!settings.pushdown()) {
      return false;
    }
    rows = Math.min(rows, limit);
    return true;
  }

  @Override
  public boolean isPartiallyPushed() {
    return false;
  }

  /** All or nothing: there is no partial answer, so {@link #pushAggregation} decides alone. */
  @Override
  public boolean supportCompletePushDown(Aggregation aggregation) {
    return true;
  }

  @Override
  public boolean pushAggregation(Aggregation aggregation) {
    if (!canCount(aggregation)) {
      return false;
    }
    counts = aggregation.aggregateExpressions().length;
    return true;
  }

  private boolean canCount(Aggregation aggregation) {
    if (!settings.pushdown()) {
      return false;
    }
    for (AggregateFunc function : aggregation.aggregateExpressions()) {
      if (!(function instanceof CountStar)) {
        LOG.info("Skipping aggregate pushdown: {} needs the values", function.describe());
        return false;
      }
    }
    if (aggregation.groupByExpressions().length > 0) {
      LOG.info("Skipping aggregate pushdown: it groups rows");
      return false;
    }
    return true;
  }

  @Override
  public Scan build() {
    return counts > 0
        ? new CountScan(source, rows, counts)
        : new ArrayScan(source, columns, rows, settings, vectors);
  }
}
