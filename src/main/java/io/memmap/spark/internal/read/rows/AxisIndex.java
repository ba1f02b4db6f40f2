package io.memmap.spark.internal.read.rows;

import java.io.Serializable;

/**
 * An index that is not stored but follows from the number of a row: {@code first + by * (row / step
 * % length)}.
 *
 * @param step rows from one index to the next
 * @param length length of the axis
 * @param first index
 * @param by difference between consecutive indices
 */
public record AxisIndex(long step, long length, long first, long by) implements Serializable {
  /** Length of the outermost axis, along which no index comes back, however long it is. */
  private static final long UNBOUNDED = Long.MAX_VALUE;

  /** An index along an axis that is not the outermost one. */
  public static AxisIndex of(long step, long length) {
    return new AxisIndex(step, length, 0, 1);
  }

  /** An index along the outermost axis. */
  public static AxisIndex ofFirst(long step) {
    return outermost(step, 0, 1);
  }

  /** An index along the outermost axis, as a slice with a start and a step has it. */
  public static AxisIndex outermost(long step, long first, long by) {
    return new AxisIndex(step, UNBOUNDED, first, by);
  }

  /** The index of a row. */
  public long valueAt(long row) {
    return first + row / step % length * by;
  }

  /** Whether the index changes by the same amount from each row to the next. */
  public boolean isLinear() {
    return step == 1 && isSorted();
  }

  /** Whether the index never decreases, or never increases, from row to row. */
  public boolean isSorted() {
    return length == UNBOUNDED;
  }
}
