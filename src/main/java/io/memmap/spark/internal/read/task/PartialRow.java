package io.memmap.spark.internal.read.task;

import io.memmap.spark.internal.read.source.Aggregate;
import io.memmap.spark.internal.read.source.ArraySource;
import io.memmap.spark.internal.read.source.ScanColumn;
import java.util.HashMap;
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
  private final List<Partial> partials;
  private long count;

  PartialRow(AggregateReader.Factory factory) {
    this.groups = factory.groups();
    Map<ScanColumn, Integer> ordinals = new HashMap<>();
    factory.arrays().columns().forEach(column -> ordinals.put(column, ordinals.size()));
    VectorFactory vectors = factory.arrays().vectors();
    this.partials =
        factory.aggregates().stream()
            .map(aggregate -> partial(aggregate, vectors, ordinals))
            .toList();
  }

  private static Partial partial(
      Aggregate aggregate, VectorFactory vectors, Map<ScanColumn, Integer> ordinals) {
    return aggregate instanceof Aggregate.OfColumn some
        ? new PartialReduction(vectors.reduction(some), ordinals.get(some.column()))
        : new PartialCount();
  }

  void add(ColumnarBatch batch) {
    count += batch.numRows();
    partials.forEach(partial -> partial.add(batch));
  }

  /** Rows so far. */
  long count() {
    return count;
  }

  /** The results of the rows since the last call. */
  InternalRow result(ArraySource source) {
    Object[] values = source.groupValues(groups, partials.size());
    for (int i = 0; i < partials.size(); i++) {
      values[groups.size() + i] = partials.get(i).result();
    }
    count = 0;
    return new GenericInternalRow(values);
  }

  /** A row of a part that would overflow a result, and of nulls for the other functions. */
  Optional<InternalRow> overflown(ArraySource source) {
    for (int i = 0; i < partials.size(); i++) {
      Optional<Object> part = partials.get(i).overflown();
      if (part.isPresent()) {
        Object[] values = source.groupValues(groups, partials.size());
        values[groups.size() + i] = part.get();
        return Optional.of(new GenericInternalRow(values));
      }
    }
    return Optional.empty();
  }

  /** One function and its result so far. */
  private interface Partial {
    void add(ColumnarBatch batch);

    /** The result of the values since the last call; null if there were none. */
    Object result();

    Optional<Object> overflown();
  }

  private static final class PartialCount implements Partial {
    private long rows;

    @Override
    public void add(ColumnarBatch batch) {
      rows += batch.numRows();
    }

    @Override
    public Object result() {
      long result = rows;
      rows = 0;
      return result;
    }

    @Override
    public Optional<Object> overflown() {
      return Optional.empty();
    }
  }

  /**
   * The function of a column.
   *
   * @param ordinal of the column in a batch
   */
  private record PartialReduction(ColumnReduction reduction, int ordinal) implements Partial {
    @Override
    public void add(ColumnarBatch batch) {
      reduction.add(batch.column(ordinal), batch.numRows());
    }

    @Override
    public Object result() {
      return reduction.result();
    }

    @Override
    public Optional<Object> overflown() {
      return reduction.overflown();
    }
  }
}
