package io.memmap.spark.internal.read.task;

import java.util.Optional;
import org.apache.spark.sql.vectorized.ColumnVector;

/** Functions of the same numbers, computed batch by batch. */
public interface NumberReduction {

  /** Adds the first {@code count} values of a vector. */
  void add(ColumnVector values, int count);

  /**
   * The result of a function for the values since the last call, as Spark holds it; null if there
   * were none.
   */
  Object result(int function);

  /** A part of the result of a function that would overflow together with the rest, if any. */
  Optional<Object> overflown(int function);
}
