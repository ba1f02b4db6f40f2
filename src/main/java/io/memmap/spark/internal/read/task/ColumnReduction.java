package io.memmap.spark.internal.read.task;

import java.util.Optional;
import org.apache.spark.sql.vectorized.ColumnVector;

/** What the values of a column come to, batch by batch. */
public interface ColumnReduction {

  /** Takes in the first {@code count} values of a batch's vector. */
  void add(ColumnVector values, int count);

  /** The result so far, null if there were no values; begins anew. */
  Object result();

  /** A part of the result that would overflow together with the rest, if there is one. */
  Optional<Object> overflown();
}
