package io.memmap.spark.internal.read;

import io.memmap.array.OneLine;
import io.memmap.spark.internal.read.filter.RowFilter;
import io.memmap.spark.internal.read.rows.AxisIndex;
import io.memmap.spark.internal.read.rows.RowRanges;
import io.memmap.spark.internal.read.source.ArraySources;
import io.memmap.spark.internal.read.source.RangeCut;
import io.memmap.spark.internal.read.source.RowBlocks;
import io.memmap.spark.internal.read.source.RowWidth;
import io.memmap.spark.internal.read.source.ScanColumn;
import io.memmap.spark.internal.read.task.ScanMetrics;
import io.memmap.spark.internal.read.task.VectorFactory;
import io.memmap.spark.internal.version.ConnectorVersion;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.apache.spark.sql.connector.expressions.Expressions;
import org.apache.spark.sql.connector.expressions.SortDirection;
import org.apache.spark.sql.connector.expressions.SortOrder;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.Statistics;
import org.apache.spark.sql.connector.read.SupportsReportOrdering;
import org.apache.spark.sql.connector.read.SupportsReportStatistics;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The rows and columns that a query reads, as a value: Spark reuses the result of one scan for an
 * equal one, so equality covers all that changes the result. Partitions and counts are derived from
 * it, once.
 */
public final class ArrayScan implements Scan, SupportsReportStatistics, SupportsReportOrdering {
  /** Column names in a description, which {@code explain} shows in one line. */
  private static final int NAMES_SHOWN = 8;

  private final ArraySources sources;
  private final String layout;
  private final List<ScanColumn> columns;
  private final RowRanges selected;
  private final RowFilter filter;
  private final ScanSettings settings;
  private final VectorFactory vectors;

  private final long rows;
  private final long allRows;

  /** Made when first asked for, as is {@link #files}. */
  private RowRanges[] partitions;

  private OptionalInt files = OptionalInt.empty();

  /** Kept, since Spark asks for it often and there may be very many sources; 0 until then. */
  private int hash;

  /**
   * @param layout value of option {@code layout}
   * @param columns columns in the order that Spark asks for
   * @param selected rows after predicates on rows and files, limit and offset, numbered across all
   *     sources
   * @param filter which of these rows are returned
   */
  ArrayScan(
      ArraySources sources,
      String layout,
      List<ScanColumn> columns,
      RowRanges selected,
      RowFilter filter,
      ScanSettings settings,
      VectorFactory vectors) {
    this.sources = sources;
    this.layout = layout;
    this.columns = List.copyOf(columns);
    this.selected = selected;
    this.filter = filter;
    this.settings = settings;
    this.vectors = vectors;
    this.rows = selected.count();
    this.allRows = sources.rows();
  }

  public ArraySources sources() {
    return sources;
  }

  public List<ScanColumn> columns() {
    return columns;
  }

  public RowRanges selected() {
    return selected;
  }

  /** Which of the selected rows are returned. */
  RowFilter filter() {
    return filter;
  }

  ScanSettings settings() {
    return settings;
  }

  VectorFactory vectors() {
    return vectors;
  }

  @Override
  public StructType readSchema() {
    return new StructType(columns.stream().map(ScanColumn::field).toArray(StructField[]::new));
  }

  @Override
  public Batch toBatch() {
    ArrayBatch rows = new ArrayBatch(this);
    return settings.countsRows() ? rows : new BlockBatch(rows);
  }

  /** The same columns of other rows. */
  ArrayScan withRows(RowRanges rows) {
    return new ArrayScan(sources, layout, columns, rows, filter, settings, vectors);
  }

  /** Number of rows that the scan returns, or of those that its filter looks at. */
  public long rows() {
    return rows;
  }

  /**
   * The rows of each task. Sizes are those of whole rows, even if columns are pruned, so all
   * queries cut an array at the same rows.
   */
  public synchronized RowRanges[] partitions() {
    if (partitions == null) {
      partitions = blocks().map(blocks -> blocks.cut(selected)).orElseGet(this::shares);
    }
    return partitions.clone();
  }

  private synchronized int files() {
    if (files.isEmpty()) {
      files = OptionalInt.of(sources.parts(selected).size());
    }
    return files.getAsInt();
  }

  private RowRanges[] shares() {
    long cost = sources.cost(settings.partitioning().openCostInBytes());
    long share = rows == allRows ? cost : Math.round((double) cost * rows / allRows);
    return settings.cutsRanges()
        ? new RangeCut(sources, selected, settings.mostRows()).cut(settings.partitioning(), share)
        : settings.partitioning().cut(selected, share);
  }

  /** Number of rows that Spark gets; more than it gets if a filter selects some of them. */
  private long rowsReturned() {
    if (settings.countsRows()) {
      return rows;
    }
    return settings.cutsRanges()
        ? new RangeCut(sources, selected, settings.mostRows()).count()
        : Arrays.stream(sources.partitions(partitions()))
            .flatMap(partition -> partition.parts().stream())
            .mapToLong(part -> part.rows().ranges().size())
            .sum();
  }

  /** Blocks of the row index, if Spark reads that column and its values are evenly spaced. */
  Optional<RowBlocks> blocks() {
    boolean wanted = settings.rowBlocks().isPresent() && rowIndex().isPresent();
    if (!wanted || rows == 0 || sources.all().size() > 1) { // indices of several arrays overlap
      return Optional.empty();
    }
    AxisIndex index = sources.all().get(0).rowNumbers();
    return index.isLinear()
        ? Optional.of(RowBlocks.of(index, allRows, settings.rowBlocks().getAsInt()))
        : Optional.empty();
  }

  /** The column that holds each row's index, if Spark reads it. */
  Optional<ScanColumn> rowIndex() {
    return columns.stream().filter(ScanColumn.RowIndex.class::isInstance).findFirst();
  }

  @Override
  public ColumnarSupportMode columnarSupportMode() {
    return ColumnarSupportMode.SUPPORTED;
  }

  /** Tasks return the rows of one array in the order of their indices. */
  @Override
  public SortOrder[] outputOrdering() {
    if (sources.all().size() != 1) {
      return new SortOrder[0];
    }
    boolean backwards = sources.all().get(0).rowNumbers().by() < 0;
    SortDirection direction = backwards ? SortDirection.DESCENDING : SortDirection.ASCENDING;
    return rowIndex().stream()
        .map(ScanColumn::reference)
        .map(index -> Expressions.sort(index, direction))
        .toArray(SortOrder[]::new);
  }

  @Override
  public Statistics estimateStatistics() {
    return new Statistics() {
      @Override
      public OptionalLong sizeInBytes() {
        boolean stored = columns.stream().anyMatch(ScanColumn::isStored);
        long counted = stored ? rows() : rowsReturned();
        return OptionalLong.of(RowWidth.bytes(columns, sources.all().get(0).view(), counted));
      }

      @Override
      public OptionalLong numRows() {
        return OptionalLong.of(rowsReturned());
      }
    };
  }

  @Override
  public CustomMetric[] supportedCustomMetrics() {
    return ScanMetrics.all();
  }

  @Override
  public CustomTaskMetric[] reportDriverMetrics() {
    return ScanMetrics.ofScan(files(), partitions().length, allRows - rows);
  }

  @Override
  public String description() {
    boolean some = rows < allRows;
    return String.format(
        Locale.ROOT,
        "memmap %s layout=%s rows=%d%s%s%s columns=%s partitions=%d access=%s version=%s",
        sources,
        layout,
        rows(),
        some ? " of [" + selected + "]" : "",
        settings.countsRows() ? "" : " ranges=" + rowsReturned(),
        filter.isNone() ? "" : " where [" + OneLine.of(filter.text()) + "]",
        columnNames(),
        partitions().length,
        settings.access().name().toLowerCase(Locale.ROOT),
        ConnectorVersion.text());
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

  @Override
  public boolean equals(Object other) {
    return other instanceof ArrayScan scan
        && sources.equals(scan.sources)
        && layout.equals(scan.layout)
        && columns.equals(scan.columns)
        && selected.equals(scan.selected)
        && filter.equals(scan.filter)
        && settings.equals(scan.settings)
        && vectors.equals(scan.vectors);
  }

  @Override
  public int hashCode() {
    if (hash == 0) {
      hash = Objects.hash(sources, layout, columns, selected, filter, settings, vectors);
    }
    return hash;
  }
}
