package io.memmap.spark.internal.read.task;

import java.util.Optional;
import org.apache.spark.sql.vectorized.ColumnVector;

/** A function of the values of a column, computed batch by batch. */
public interface ColumnReduction {

  /** Adds the first {@code count} values of a vector. */
  void add(ColumnVector values, int count);

  /** The result of the values since the last call, as Spark holds it; null if there were none. */
  Object result();

  /** A part of the result that would overflow together with the rest, if there is one. */
  Optional<Object> overflown();
}
