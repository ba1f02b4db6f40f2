package io.memmap.spark.internal.read.task;

import io.memmap.spark.internal.read.source.Aggregate;
import io.memmap.spark.internal.read.source.ArraySource;
import io.memmap.spark.internal.read.source.ScanColumn;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** What the rows of one file come to: the values that they are grouped by, then each function's. */
final class PartialRow {
  private final List<ScanColumn> groups;
  private final List<Aggregate> aggregates;

  /** By function; null for counts. */
  private final ColumnReduction[] reductions;

  /** Ordinals in a batch of the columns that functions take values of. */
  private final int[] ordinals;

  private long count;

  PartialRow(AggregateReader.Factory factory) {
    this.groups = factory.groups();
    this.aggregates = factory.aggregates();
    this.reductions = new ColumnReduction[aggregates.size()];
    this.ordinals = new int[aggregates.size()];
    Map<ScanColumn, Integer> columns = new HashMap<>();
    factory.arrays().columns().forEach(column -> columns.put(column, columns.size()));
    for (int i = 0; i < reductions.length; i++) {
      Aggregate aggregate = aggregates.get(i);
      if (!aggregate.isCount()) {
        reductions[i] = factory.arrays().vectors().reduction(aggregate);
        ordinals[i] = columns.get(aggregate.column());
      }
    }
  }

  void add(ColumnarBatch batch) {
    count += batch.numRows();
    for (int i = 0; i < reductions.length; i++) {
      if (reductions[i] != null) {
        reductions[i].add(batch.column(ordinals[i]), batch.numRows());
      }
    }
  }

  /** Rows so far. */
  long count() {
    return count;
  }

  /** The result, after which all begins anew. */
  InternalRow result(ArraySource source) {
    Object[] values = grouped(source);
    for (int i = 0; i < reductions.length; i++) {
      values[groups.size() + i] = reductions[i] == null ? (Object) count : reductions[i].result();
    }
    count = 0;
    return new GenericInternalRow(values);
  }

  /** A row of what overflows, and of nulls for all else; null if nothing does. */
  InternalRow overflown(ArraySource source) {
    for (int i = 0; i < reductions.length; i++) {
      Object part = reductions[i] == null ? null : reductions[i].overflown();
      if (part != null) {
        Object[] values = grouped(source);
        values[groups.size() + i] = part;
        return new GenericInternalRow(values);
      }
    }
    return null;
  }

  private Object[] grouped(ArraySource source) {
    return Aggregate.row(groups, source, reductions.length);
  }
}
