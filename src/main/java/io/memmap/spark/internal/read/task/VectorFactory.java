package io.memmap.spark.internal.read.task;

import io.memmap.array.ArrayView;
import io.memmap.spark.internal.read.filter.KeyRanges;
import io.memmap.spark.internal.read.rows.AxisIndex;
import io.memmap.spark.internal.read.source.Aggregate;
import io.memmap.spark.internal.read.source.GroupKey;
import io.memmap.spark.internal.read.source.Numbers;
import io.memmap.spark.internal.read.source.ScanColumn;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.vectorized.ColumnVector;

/** Makes the vectors of a task; sent to the executors. */
public interface VectorFactory extends Serializable {

  /**
   * Whether Spark can take a column of stored values as a vector of Arrow.
   *
   * @param view the column's values
   */
  boolean isArrow(ArrayView view, DataType type);

  /**
   * A column of stored values.
   *
   * @param placed the column's view as it lies in memory
   * @param window by {@link io.memmap.storage.window.Windows#window}
   * @param label names column and file in errors of single values
   */
  BatchColumn values(ArrayView placed, int window, DataType type, String label);

  /**
   * An array column whose rows lie in several parts, each of which is an array column.
   *
   * @param perPart elements of a part's row; only the last part may have fewer
   * @param length elements of a whole row
   */
  ColumnVector joined(List<ColumnVector> parts, DataType type, int perPart, int length);

  /**
   * An array column whose element {@code i} of a row is the value of column {@code i} in that row.
   */
  ColumnVector stacked(List<ColumnVector> elements, DataType type);

  /**
   * A column of stored values, each element of a block being a row.
   *
   * @param placed the block as it lies in memory
   * @param label names column and file in errors of single values
   */
  BatchColumn cells(ArrayView placed, DataType type, String label);

  /**
   * Functions of the same numbers.
   *
   * @param functions at least one
   */
  NumberReduction reduction(List<Aggregate.OfNumbers> functions);

  /**
   * Numbers of batches.
   *
   * @param ordinals places of columns in a batch
   */
  BatchNumbers numbers(Numbers numbers, Map<ScanColumn, Integer> ordinals);

  /**
   * Rows in groups.
   *
   * @param keys those that are not the same for all rows of a file, and first those that change
   *     least often from row to row
   */
  Grouping grouping(List<GroupKey> keys, List<Aggregate.OfNumbers> aggregates);

  /**
   * Most rows that a task adds to its groups before it returns them. Sums of decimals have a lower
   * limit.
   */
  long mostGroupedRows();

  /** The test whether values of a column have one of these keys. */
  RowMatcher matcher(ScanColumn.Stored column, KeyRanges keys);

  /**
   * Copies of some rows of columns.
   *
   * @param columns of one batch, in its order
   */
  List<SelectedColumns> selected(List<BatchColumn> columns);

  /** A column of one value, which may be null. */
  BatchColumn constant(Object value, DataType type);

  /** A column of indices. */
  BatchColumn index(AxisIndex index);
}
