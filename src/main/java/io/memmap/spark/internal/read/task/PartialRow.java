package io.memmap.spark.internal.read.task;

import io.memmap.spark.internal.read.source.Aggregate;
import io.memmap.spark.internal.read.source.ArraySource;
import io.memmap.spark.internal.read.source.Numbers;
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
  private final List<Operand> operands = new ArrayList<>();

  /** The values of the functions in a result. */
  private final List<Value> values = new ArrayList<>();

  private long count;

  PartialRow(AggregateReader.Factory factory) {
    this.groups = factory.groups();
    Map<Numbers, List<Aggregate.OfNumbers>> functions = new LinkedHashMap<>();
    List<Integer> places = new ArrayList<>();
    for (Aggregate aggregate : factory.aggregates()) {
      if (aggregate instanceof Aggregate.OfNumbers some) {
        List<Aggregate.OfNumbers> others =
            functions.computeIfAbsent(some.numbers(), fresh -> new ArrayList<>());
        places.add(others.size());
        others.add(some);
      } else {
        places.add(0);
      }
    }
    Map<ScanColumn, Integer> ordinals = new HashMap<>();
    factory.arrays().columns().forEach(column -> ordinals.put(column, ordinals.size()));
    VectorFactory vectors = factory.arrays().vectors();
    Map<Numbers, NumberReduction> reductions = new HashMap<>();
    functions.forEach(
        (numbers, all) -> {
          NumberReduction reduction = vectors.reduction(all);
          reductions.put(numbers, reduction);
          operands.add(new Operand(reduction, vectors.numbers(numbers, ordinals)));
        });
    for (int i = 0; i < places.size(); i++) {
      values.add(
          factory.aggregates().get(i) instanceof Aggregate.OfNumbers some
              ? new Value(reductions.get(some.numbers()), places.get(i))
              : Value.COUNT);
    }
  }

  void add(ColumnarBatch batch) {
    count += batch.numRows();
    operands.forEach(operand -> operand.add(batch));
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

  /** All functions of the same numbers. */
  private record Operand(NumberReduction reduction, BatchNumbers numbers) {
    void add(ColumnarBatch batch) {
      reduction.add(numbers.of(batch), batch.numRows());
    }
  }

  /**
   * One value of a result.
   *
   * @param reduction null for a count of rows
   * @param function its number among those of the same numbers
   */
  private record Value(NumberReduction reduction, int function) {
    static final Value COUNT = new Value(null, 0);

    boolean isCount() {
      return reduction == null;
    }
  }
}
