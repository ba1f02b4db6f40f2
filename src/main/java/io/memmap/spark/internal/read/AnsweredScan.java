package io.memmap.spark.internal.read;

import io.memmap.spark.internal.read.rows.RowRanges;
import io.memmap.spark.internal.read.source.Aggregate;
import io.memmap.spark.internal.read.source.ArraySource;
import io.memmap.spark.internal.read.source.ArraySources;
import io.memmap.spark.internal.read.source.GroupKey;
import io.memmap.spark.internal.version.ConnectorVersion;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.connector.read.LocalScan;
import org.apache.spark.sql.types.StructType;

/**
 * An aggregation that the shapes of the arrays answer: no data are read, and no task is started.
 *
 * @param layout value of option {@code layout}
 * @param selected rows after predicates, numbered across all sources
 */
record AnsweredScan(
    ArraySources sources,
    String layout,
    RowRanges selected,
    List<GroupKey> groups,
    List<Aggregate> aggregates)
    implements LocalScan {

  /**
   * Whether shapes suffice: no row is selected, or all functions are counts of all rows of a file.
   */
  static boolean fits(RowRanges selected, List<GroupKey> groups, List<Aggregate> aggregates) {
    return selected.count() == 0
        || (groups.stream().allMatch(GroupKey.OfFile.class::isInstance)
            && aggregates.stream().allMatch(Aggregate::isCount));
  }

  @Override
  public StructType readSchema() {
    return AggregateScan.schema(groups, aggregates);
  }

  @Override
  public InternalRow[] rows() {
    if (groups.isEmpty()) {
      return new InternalRow[] {row(new Object[aggregates.size()], selected.count())};
    }
    return sources.parts(selected).stream()
        .map(part -> row(valuesOf(part.source()), part.rows().count()))
        .toArray(InternalRow[]::new);
  }

  private Object[] valuesOf(ArraySource source) {
    return source.groupValues(GroupKey.ofFiles(groups), aggregates.size());
  }

  private InternalRow row(Object[] values, long count) {
    for (int i = 0; i < aggregates.size(); i++) {
      values[groups.size() + i] = aggregates.get(i).isCount() ? count : null;
    }
    return new GenericInternalRow(values);
  }

  @Override
  public String description() {
    return String.format(
        Locale.ROOT,
        "memmap %s layout=%s answered by shape: %s version=%s",
        sources,
        layout,
        aggregates,
        ConnectorVersion.text());
  }
}
