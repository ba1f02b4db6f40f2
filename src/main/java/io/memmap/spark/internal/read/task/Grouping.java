package io.memmap.spark.internal.read.task;

import java.util.List;
import org.apache.spark.sql.vectorized.ColumnVector;

/**
 * Functions of the rows of many groups, computed batch by batch. Results may be taken at any time;
 * then all groups begin anew.
 */
public interface Grouping {

  /** Whether there are rows whose results have not been taken. */
  boolean hasRows();

  /**
   * Adds rows of a batch.
   *
   * @param keys the columns of the keys
   * @param values the columns of the functions
   * @param row the first row to add
   * @return how many rows have been added; if fewer than {@code count}, all results must be taken
   *     before the others can be added
   */
  int add(List<ColumnVector> keys, List<ColumnVector> values, int row, int count);

  /** Shows the next result; false after the last one. */
  boolean next();

  /** The value of a key in the result that is shown, as Spark holds it. */
  Object key(int i);

  /** The rows of the result that is shown; null for a part that would overflow with the rest. */
  Long count();

  /** The value of a function in the result that is shown; null for a part of another one. */
  Object result(int i);
}
