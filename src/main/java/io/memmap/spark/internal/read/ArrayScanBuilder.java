package io.memmap.spark.internal.read;

import io.memmap.spark.internal.read.filter.RowFilter;
import io.memmap.spark.internal.read.rows.AxisIndex;
import io.memmap.spark.internal.read.rows.CandidateRows;
import io.memmap.spark.internal.read.rows.RowRanges;
import io.memmap.spark.internal.read.source.Aggregate;
import io.memmap.spark.internal.read.source.ArraySource;
import io.memmap.spark.internal.read.source.ArraySources;
import io.memmap.spark.internal.read.source.GroupKey;
import io.memmap.spark.internal.read.source.KnownColumns;
import io.memmap.spark.internal.read.source.PredicateTranslator;
import io.memmap.spark.internal.read.source.ScanColumn;
import io.memmap.spark.internal.read.task.VectorFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.connector.expressions.SortDirection;
import org.apache.spark.sql.connector.expressions.SortOrder;
import org.apache.spark.sql.connector.expressions.aggregate.Aggregation;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.read.SupportsPushDownAggregates;
import org.apache.spark.sql.connector.read.SupportsPushDownLimit;
import org.apache.spark.sql.connector.read.SupportsPushDownOffset;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.connector.read.SupportsPushDownTopN;
import org.apache.spark.sql.connector.read.SupportsPushDownV2Filters;
import org.apache.spark.sql.types.StructType;

/**
 * Accepts from Spark the operations that a scan performs exactly: fewer columns; predicates on row
 * index and file; limit, offset and top N by row index, which Spark offers only if no filter
 * remains; counts, which shapes answer; and sums, minima and maxima, which have kernels.
 */
public final class ArrayScanBuilder
    implements ScanBuilder,
        SupportsPushDownRequiredColumns,
        SupportsPushDownV2Filters,
        SupportsPushDownLimit,
        SupportsPushDownOffset,
        SupportsPushDownTopN,
        SupportsPushDownAggregates {
  private final ArraySources sources;
  private final UnaryOperator<ArraySource> look;
  private final String layout;
  private final ScanSettings settings;
  private final VectorFactory vectors;

  /** Stored columns, indices and metadata columns. */
  private final List<ScanColumn> known;

  /** Predicates on values. */
  private final PushedValues values;

  private List<ScanColumn> columns;
  private RowRanges rows;
  private Predicate[] pushed = {};
  private boolean sparkSortsAgain;

  private final PushedAggregation aggregation;

  /**
   * Begins with all rows of all columns.
   *
   * @param look looks at a file again and returns its source as it is now; called for sources of
   *     which rows are read
   * @param layout value of option {@code layout}
   */
  public ArrayScanBuilder(
      ArraySources sources,
      UnaryOperator<ArraySource> look,
      String layout,
      List<ScanColumn> columns,
      ScanSettings settings,
      VectorFactory vectors) {
    this.sources = sources;
    this.look = look;
    this.layout = layout;
    this.settings = settings;
    this.vectors = vectors;
    this.known = new ArrayList<>(columns);
    this.known.addAll(MetadataColumns.beside(columns));
    this.values = new PushedValues(known);
    this.columns = List.copyOf(columns);
    this.rows = isDescribed() ? sources.rowsWithBytes() : RowRanges.of(0, sources.rows());
    this.aggregation = new PushedAggregation(known, sources, vectors, this::tasks);
  }

  /** Leaves out all other rows. */
  public ArrayScanBuilder only(RowRanges some) {
    rows = rows.intersect(some);
    return this;
  }

  /** Whether rows say where ranges of rows lie. */
  private boolean isDescribed() {
    return settings.ranges().filter(Ranges::described).isPresent();
  }

  @Override
  public void pruneColumns(StructType required) {
    Set<String> names = new HashSet<>(Arrays.asList(required.fieldNames()));
    columns = known.stream().filter(column -> names.contains(column.field().name())).toList();
  }

  /**
   * Accepts predicates that select exactly the rows for which they hold, and predicates on values
   * that a task evaluates as Spark does. Others may still prune rows; they are returned, so that
   * Spark evaluates them.
   */
  @Override
  public Predicate[] pushPredicates(Predicate[] predicates) {
    if (aggregation.isPushed()) {
      return predicates;
    }
    if (!settings.pushdown()) {
      Arrays.stream(predicates).map(PushdownLog::named).forEach(PushdownLog::unwanted);
      return predicates;
    }
    List<Predicate> accepted = new ArrayList<>();
    List<Predicate> left = new ArrayList<>();
    PredicateTranslator translator = new PredicateTranslator(known);
    for (Predicate predicate : predicates) {
      CandidateRows found = sources.where(translator.translate(predicate));
      rows = rows.intersect(found.rows());
      refuseOnRanges(predicate, found);
      (found.exact() ? accepted : left).add(predicate);
    }
    accepted.addAll(values.take(left));
    if (values.selectNothing()) {
      rows = RowRanges.NONE;
    }
    pushed = accepted.toArray(Predicate[]::new);
    return left.toArray(Predicate[]::new);
  }

  /** Spark would compare the index of a range's first row only. */
  private void refuseOnRanges(Predicate predicate, CandidateRows found) {
    if (settings.countsRows() || found.exact()) {
      return;
    }
    KnownColumns columnsByName = new KnownColumns(known);
    boolean byIndex =
        Arrays.stream(predicate.references())
            .map(columnsByName::column)
            .anyMatch(column -> column.filter(ScanColumn.Index.class::isInstance).isPresent());
    if (byIndex) {
      throw RangeErrors.notARange(predicate);
    }
  }

  @Override
  public Predicate[] pushedPredicates() {
    return pushed.clone();
  }

  /**
   * Refuses a limit after an aggregation, whose rows are not rows of the array. With a predicate on
   * values, each task returns so many rows at most, and Spark limits them again.
   */
  @Override
  public boolean pushLimit(int limit) {
    if (isLeft(() -> "limit " + limit)) {
      return false;
    }
    if (values.isEmpty()) {
      rows = rows.part(0, limit);
    } else {
      values.limit(limit);
    }
    return true;
  }

  /**
   * Refuses an offset if Spark sorts the remaining rows again, since other rows then come first, or
   * if only their values tell which rows remain.
   */
  @Override
  public boolean pushOffset(int offset) {
    if (sparkSortsAgain || !values.isEmpty() || isLeft(() -> "offset " + offset)) {
      return false;
    }
    rows = rows.part(offset, rows.count());
    return true;
  }

  /**
   * Accepts the first or last rows by row index. The last ones come in the order of the array, so
   * Spark sorts them. Further sort keys have no effect, unless several cells share an index.
   */
  @Override
  public boolean pushTopN(SortOrder[] orders, int limit) {
    if (isLeft(() -> PushdownLog.named(limit, orders))) {
      return false;
    }
    if (!values.isEmpty()) {
      PushdownLog.filtered(limit, orders);
      return false;
    }
    boolean byIndex = orders.length > 0 && isRowIndex(orders[0]);
    if (!byIndex || sources.all().size() > 1) { // indices of several arrays overlap
      PushdownLog.top(limit, orders, byIndex);
      return false;
    }
    AxisIndex index = sources.all().get(0).rowNumbers();
    if (orders.length > 1 && !index.isLinear()) {
      PushdownLog.tied(limit, orders);
      return false;
    }
    boolean backwards = index.by() < 0;
    sparkSortsAgain = backwards == (orders[0].direction() == SortDirection.ASCENDING);
    long count = rows.count();
    rows = sparkSortsAgain ? rows.part(Math.max(0, count - limit), count) : rows.part(0, limit);
    return true;
  }

  /** Whether Spark keeps an operation: after an aggregation, or if push-down is turned off. */
  private boolean isLeft(Supplier<String> operation) {
    if (aggregation.isPushed()) {
      return true;
    }
    if (!settings.pushdown()) {
      PushdownLog.unwanted(operation.get());
    }
    if (!settings.countsRows()) {
      PushdownLog.ofRanges(operation.get());
    }
    return !settings.pushdown() || !settings.countsRows();
  }

  private boolean isRowIndex(SortOrder order) {
    return new KnownColumns(known)
        .column(order.expression())
        .filter(ScanColumn.RowIndex.class::isInstance)
        .isPresent();
  }

  @Override
  public boolean isPartiallyPushed() {
    return sparkSortsAgain || !values.isEmpty();
  }

  /**
   * Counts of all rows are complete if shapes answer them, and so are functions that one task
   * computes; of others the scan returns partial results. Spark first asks with the aggregation as
   * the query has it. After a refusal it replaces each {@code avg} by {@code sum} and {@code count}
   * and asks again ({@code V2ScanRelationPushDown.rewriteAggregate}).
   */
  @Override
  public boolean supportCompletePushDown(Aggregation asked) {
    aggregation.noteAverages(asked);
    if (!settings.pushdown() || !settings.countsRows()) {
      return false;
    }
    return aggregation.isWhole(asked, rows.count())
        || (values.isEmpty() && AggregateTranslator.isCountOfRows(asked));
  }

  private int tasks(List<GroupKey> keys, List<Aggregate> functions) {
    return reduced(sources, keys, functions).partitions().length;
  }

  @Override
  public boolean pushAggregation(Aggregation asked) {
    if (!settings.pushdown()) {
      PushdownLog.unwanted(PushdownLog.named(asked));
      return false;
    }
    if (!settings.countsRows()) {
      PushdownLog.ofRanges(PushdownLog.named(asked));
      return false;
    }
    return aggregation.push(asked, rows.count());
  }

  @Override
  public Scan build() {
    ArraySources now = sources.seen(rows, settings.storage(), look);
    RowFilter filter = values.filter();
    if (!aggregation.isPushed()) {
      ArrayScan scan = new ArrayScan(now, layout, columns, rows, filter, settings, vectors);
      if (isDescribed()) {
        return new RangeScan(scan);
      }
      boolean filterable =
          columns.stream().anyMatch(column -> FilterableScan.filters(column, settings));
      boolean learns = settings.pushdown() && filterable && settings.beginsAtOnce();
      return learns ? new FilterableScan(scan) : scan;
    }
    List<GroupKey> groups = aggregation.groups();
    List<Aggregate> aggregates = aggregation.aggregates();
    if (AnsweredScan.fits(rows, groups, aggregates) && (values.isEmpty() || rows.count() == 0)) {
      return new AnsweredScan(now, layout, rows, groups, aggregates);
    }
    return new AggregateScan(
        reduced(now, groups, aggregates), groups, aggregates, aggregation.isWhole());
  }

  private ArrayScan reduced(ArraySources read, List<GroupKey> keys, List<Aggregate> functions) {
    List<ScanColumn> reduced = AggregateScan.columns(keys, functions);
    ScanSettings kernels = settings.forKernels(aggregation.mustBeWhole());
    return new ArrayScan(read, layout, reduced, rows, values.filter(), kernels, vectors);
  }
}
