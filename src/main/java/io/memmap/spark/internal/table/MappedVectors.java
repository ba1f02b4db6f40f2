package io.memmap.spark.internal.table;

import io.memmap.array.ArraySpec;
import io.memmap.array.ArrayView;
import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.spark.internal.kernel.Reductions;
import io.memmap.spark.internal.kernel.group.Groups;
import io.memmap.spark.internal.kernel.match.ValueMatcher;
import io.memmap.spark.internal.read.filter.KeyRanges;
import io.memmap.spark.internal.read.rows.AxisIndex;
import io.memmap.spark.internal.read.source.Aggregate;
import io.memmap.spark.internal.read.source.GroupKey;
import io.memmap.spark.internal.read.source.Numbers;
import io.memmap.spark.internal.read.source.ScanColumn;
import io.memmap.spark.internal.read.task.BatchColumn;
import io.memmap.spark.internal.read.task.BatchNumbers;
import io.memmap.spark.internal.read.task.Grouping;
import io.memmap.spark.internal.read.task.NumberReduction;
import io.memmap.spark.internal.read.task.RowMatcher;
import io.memmap.spark.internal.read.task.SelectedColumns;
import io.memmap.spark.internal.read.task.VectorFactory;
import io.memmap.spark.internal.vector.ArrowVectors;
import io.memmap.spark.internal.vector.AxisIndexVector;
import io.memmap.spark.internal.vector.CellsVector;
import io.memmap.spark.internal.vector.ConstantVector;
import io.memmap.spark.internal.vector.IndexVector;
import io.memmap.spark.internal.vector.JoinedVector;
import io.memmap.spark.internal.vector.RowIndexVector;
import io.memmap.spark.internal.vector.StackedVector;
import io.memmap.spark.internal.vector.StridedVector;
import io.memmap.spark.internal.vector.Vectors;
import io.memmap.storage.window.KeptMemory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.vectorized.ColumnVector;

/** Connects reading with vectors and kernels, which do not know each other. */
enum MappedVectors implements VectorFactory {
  INSTANCE;

  @Override
  public boolean isArrow(ArrayView view, DataType type) {
    return ArrowVectors.fit(view, type);
  }

  @Override
  public BatchColumn values(ArrayView placed, int window, DataType type, String label) {
    return new Stored(placed, window, type, label, Vectors.of(placed, type, label));
  }

  @Override
  public ColumnVector joined(List<ColumnVector> parts, DataType type, int perPart, int length) {
    return new JoinedVector(type, parts.toArray(ColumnVector[]::new), perPart, length);
  }

  @Override
  public ColumnVector stacked(List<ColumnVector> elements, DataType type) {
    return new StackedVector(type, elements.toArray(ColumnVector[]::new));
  }

  @Override
  public BatchColumn cells(ArrayView placed, DataType type, String label) {
    ArrayView one = new ArraySpec(placed.dtype(), Shape.of(1), Order.C, 0).view();
    return new Cells(one, type, label, CellsVector.over(placed, type, label));
  }

  @Override
  public NumberReduction reduction(List<Aggregate.OfNumbers> functions) {
    Numbers numbers = functions.get(0).numbers();
    return new Reduced(
        new Reductions(
            MappedNumbers.dtype(numbers),
            numbers.type(),
            functions.stream().map(MappedVectors::function).toList()));
  }

  private static Reductions.Function function(Aggregate.OfNumbers aggregate) {
    return switch (aggregate.function()) {
      case SUM -> Reductions.Function.SUM;
      case AVG -> Reductions.Function.AVERAGE;
      case MIN -> Reductions.Function.LEAST;
      case MAX -> Reductions.Function.GREATEST;
      case VAR_POP -> Reductions.Function.VAR_POP;
      case VAR_SAMP -> Reductions.Function.VAR_SAMP;
      case STDDEV_POP -> Reductions.Function.STDDEV_POP;
      case STDDEV_SAMP -> Reductions.Function.STDDEV_SAMP;
    };
  }

  @Override
  public BatchNumbers numbers(Numbers numbers, Map<ScanColumn, Integer> ordinals) {
    return MappedNumbers.of(numbers, ordinals);
  }

  @Override
  public Grouping grouping(List<GroupKey> keys, List<Aggregate.OfNumbers> aggregates) {
    return MappedGroups.of(keys, aggregates);
  }

  @Override
  public long mostGroupedRows() {
    return Groups.MOST_ROWS;
  }

  @Override
  public RowMatcher matcher(ScanColumn.Stored column, KeyRanges keys) {
    ValueMatcher matcher = ValueMatcher.of(column.storedDType(), keys.bounds());
    return (values, first, count, words) ->
        matcher.mark((StridedVector) values, first, count, words);
  }

  @Override
  public List<SelectedColumns> selected(List<BatchColumn> columns) {
    return MappedCopies.of(columns);
  }

  @Override
  public BatchColumn index(AxisIndex index) {
    return index.isLinear()
        ? new Index(new RowIndexVector(index.first(), index.by()))
        : new Index(new AxisIndexVector(index.step(), index.length(), index.first(), index.by()));
  }

  @Override
  public BatchColumn constant(Object value, DataType type) {
    return new Constant(new ConstantVector(type, value));
  }

  /**
   * A column of stored values.
   *
   * @param window of {@code placed}
   */
  record Stored(ArrayView placed, int window, DataType type, String label, StridedVector vector)
      implements BatchColumn {
    @Override
    public void moveTo(long firstRow, long address) {
      vector.moveTo(address);
    }

    @Override
    public void skip(int rows) {
      vector.skip(rows);
    }

    @Override
    public ColumnVector kept(int rows, KeptMemory memory) {
      return ArrowVectors.fit(placed, type)
          ? ArrowVectors.of(vector, placed, rows, memory)
          : vector.inPlace();
    }
  }

  /**
   * A column of cells.
   *
   * @param one view of a single cell
   */
  record Cells(ArrayView one, DataType type, String label, CellsVector vector)
      implements BatchColumn {
    @Override
    public void moveTo(long firstRow, long address) {
      vector.moveTo(firstRow, address);
    }

    @Override
    public void skip(int rows) {
      vector.skip(rows);
    }

    @Override
    public ColumnVector kept(int rows, KeptMemory memory) {
      throw new UnsupportedOperationException("cells are shown block by block");
    }
  }

  record Index(IndexVector vector) implements BatchColumn {
    @Override
    public void moveTo(long firstRow, long address) {
      vector.moveTo(firstRow);
    }

    @Override
    public void skip(int rows) {
      vector.skip(rows);
    }

    @Override
    public ColumnVector kept(int rows, KeptMemory memory) {
      return ArrowVectors.of(vector, rows, memory);
    }
  }

  /** A column that is the same for all rows, and for any selection of them. */
  record Constant(ConstantVector vector) implements BatchColumn {
    @Override
    public void moveTo(long firstRow, long address) {}

    @Override
    public void skip(int rows) {}

    @Override
    public ColumnVector kept(int rows, KeptMemory memory) {
      return vector;
    }
  }

  private record Reduced(Reductions reductions) implements NumberReduction {
    @Override
    public void add(ColumnVector values, int count) {
      reductions.add((StridedVector) values, count);
    }

    @Override
    public Object result(int function) {
      return reductions.result(function);
    }

    @Override
    public Optional<Object> overflown(int function) {
      return reductions.overflown(function);
    }
  }
}
