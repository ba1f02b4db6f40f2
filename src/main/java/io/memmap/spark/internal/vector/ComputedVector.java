package io.memmap.spark.internal.vector;

import org.apache.spark.sql.types.DataType;

/** Numbers that are computed when kernels ask for their runs; it has no getters. */
public final class ComputedVector extends StridedVector {
  private final Source source;

  /** What computes the numbers. */
  @FunctionalInterface
  public interface Source {

    /** As {@link StridedVector#runs(int, int, RunConsumer)}; a run is valid during its call. */
    void runs(int row, int count, RunConsumer consumer);
  }

  public ComputedVector(DataType type, Source source) {
    super(type, 0);
    this.source = source;
  }

  @Override
  public void runs(int row, int count, RunConsumer consumer) {
    source.runs(row, count, consumer);
  }

  @Override
  StridedVector copy() {
    return new ComputedVector(dataType(), source);
  }
}
