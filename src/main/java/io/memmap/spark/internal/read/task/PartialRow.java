package io.memmap.spark.internal.read.task;

import io.memmap.spark.internal.read.source.Aggregate;
import io.memmap.spark.internal.read.source.ArraySource;
import io.memmap.spark.internal.read.source.ScanColumn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/**
 * Aggregates rows batch by batch. A result has the values that rows are grouped by, then the value
 * of each function.
 */
final class PartialRow {
  private final List<ScanColumn.OfFile> groups;
  private final List<Column> columns = new ArrayList<>();

  /** The values of the functions in a result. */
  private final List<Value> values = new ArrayList<>();

  private long count;

  PartialRow(AggregateReader.Factory factory) {
    this.groups = factory.groups();
    Map<ScanColumn, List<Aggregate.OfColumn>> functions = new LinkedHashMap<>();
    List<Integer> numbers = new ArrayList<>();
    for (Aggregate aggregate : factory.aggregates()) {
      if (aggregate instanceof Aggregate.OfColumn some) {
        List<Aggregate.OfColumn> others =
            functions.computeIfAbsent(some.column(), fresh -> new ArrayList<>());
        numbers.add(others.size());
        others.add(some);
      } else {
        numbers.add(0);
      }
    }
    Map<ScanColumn, Integer> ordinals = new HashMap<>();
    factory.arrays().columns().forEach(column -> ordinals.put(column, ordinals.size()));
    Map<ScanColumn, ColumnReduction> reductions = new HashMap<>();
    functions.forEach(
        (column, all) -> {
          ColumnReduction reduction = factory.arrays().vectors().reduction(all);
          reductions.put(column, reduction);
          columns.add(new Column(reduction, ordinals.get(column)));
        });
    for (int i = 0; i < numbers.size(); i++) {
      values.add(
          factory.aggregates().get(i) instanceof Aggregate.OfColumn some
              ? new Value(reductions.get(some.column()), numbers.get(i))
              : Value.COUNT);
    }
  }

  void add(ColumnarBatch batch) {
    count += batch.numRows();
    columns.forEach(column -> column.add(batch));
  }

  /** Rows so far. */
  long count() {
    return count;
  }

  /** The results of the rows since the last call. */
  InternalRow result(ArraySource source) {
    Object[] results = source.groupValues(groups, values.size());
    for (int i = 0; i < values.size(); i++) {
      Value value = values.get(i);
      results[groups.size() + i] =
          value.isCount() ? (Object) count : value.reduction.result(value.function);
    }
    count = 0;
    return new GenericInternalRow(results);
  }

  /** A row of a part that would overflow a result, and of nulls for the other functions. */
  Optional<InternalRow> overflown(ArraySource source) {
    for (int i = 0; i < values.size(); i++) {
      Value value = values.get(i);
      Optional<Object> part =
          value.isCount() ? Optional.empty() : value.reduction.overflown(value.function);
      if (part.isPresent()) {
        Object[] results = source.groupValues(groups, values.size());
        results[groups.size() + i] = part.get();
        return Optional.of(new GenericInternalRow(results));
      }
    }
    return Optional.empty();
  }

  /**
   * All functions of a column.
   *
   * @param ordinal of the column in a batch
   */
  private record Column(ColumnReduction reduction, int ordinal) {
    void add(ColumnarBatch batch) {
      reduction.add(batch.column(ordinal), batch.numRows());
    }
  }

  /**
   * One value of a result.
   *
   * @param reduction null for a count of rows
   * @param function its number among those of the column
   */
  private record Value(ColumnReduction reduction, int function) {
    static final Value COUNT = new Value(null, 0);

    boolean isCount() {
      return reduction == null;
    }
  }
}
