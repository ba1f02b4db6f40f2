package io.memmap.spark.internal.table;

import io.memmap.array.ArrayView;
import io.memmap.array.ScalarDType;
import io.memmap.spark.internal.kernel.Reduction;
import io.memmap.spark.internal.read.rows.AxisIndex;
import io.memmap.spark.internal.read.source.Aggregate;
import io.memmap.spark.internal.read.source.GroupKey;
import io.memmap.spark.internal.read.task.BatchColumn;
import io.memmap.spark.internal.read.task.ColumnReduction;
import io.memmap.spark.internal.read.task.Grouping;
import io.memmap.spark.internal.read.task.VectorFactory;
import io.memmap.spark.internal.vector.AxisIndexVector;
import io.memmap.spark.internal.vector.CellsVector;
import io.memmap.spark.internal.vector.ConstantVector;
import io.memmap.spark.internal.vector.JoinedVector;
import io.memmap.spark.internal.vector.RowIndexVector;
import io.memmap.spark.internal.vector.StackedVector;
import io.memmap.spark.internal.vector.StridedVector;
import io.memmap.spark.internal.vector.Vectors;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.vectorized.ColumnVector;

/** Connects reading with vectors and kernels, which do not know each other. */
enum MappedVectors implements VectorFactory {
  INSTANCE;

  @Override
  public BatchColumn values(ArrayView placed, DataType type, String label) {
    return new Stored(Vectors.of(placed, type, label));
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
    return new Cells(CellsVector.over(placed, type, label));
  }

  @Override
  public ColumnReduction reduction(Aggregate.OfColumn aggregate) {
    ScalarDType dtype = (ScalarDType) aggregate.column().storedDType();
    DataType type = aggregate.column().field().dataType();
    return new Reduced(
        switch (aggregate.function()) {
          case SUM -> Reduction.sum(dtype);
          case MIN -> Reduction.least(dtype, type);
          case MAX -> Reduction.greatest(dtype, type);
          case AVG -> Reduction.average(dtype);
        });
  }

  @Override
  public Grouping grouping(List<GroupKey> keys, List<Aggregate.OfColumn> aggregates) {
    return MappedGroups.of(keys, aggregates);
  }

  @Override
  public BatchColumn index(AxisIndex index) {
    return index.isLinear()
        ? new Index(new RowIndexVector(index.first(), index.by()))
        : new Index(new AxisIndexVector(index.step(), index.length(), index.first(), index.by()));
  }

  @Override
  public BatchColumn constant(Object value, DataType type) {
    return new Index(new ConstantVector(type, value));
  }

  private record Stored(StridedVector vector) implements BatchColumn {
    @Override
    public void moveTo(long firstRow, long address) {
      vector.moveTo(address);
    }
  }

  private record Cells(CellsVector vector) implements BatchColumn {
    @Override
    public void moveTo(long firstRow, long address) {
      vector.moveTo(firstRow, address);
    }
  }

  private record Index(StridedVector vector) implements BatchColumn {
    @Override
    public void moveTo(long firstRow, long address) {
      vector.moveTo(firstRow);
    }
  }

  private record Reduced(Reduction reduction) implements ColumnReduction {
    @Override
    public void add(ColumnVector values, int count) {
      reduction.add((StridedVector) values, count);
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
