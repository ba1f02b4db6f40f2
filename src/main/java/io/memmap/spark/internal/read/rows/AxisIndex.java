package io.memmap.spark.internal.read.rows;

import java.io.Serializable;

/**
 * How a number that is stored nowhere follows from the number of a row: {@code first + by * (row /
 * step % length)}.
 *
 * @param step rows from one index to the next
 * @param length of the axis
 * @param first index
 * @param by what an index is more than the one before it
 */
public record AxisIndex(long step, long length, long first, long by) implements Serializable {

  /** Counts along an axis that is not the first of several. */
  public static AxisIndex of(long step, long length) {
    return new AxisIndex(step, length, 0, 1);
  }

  /** Counts along the first axis. */
  public static AxisIndex ofFirst(long step) {
    return of(step, Long.MAX_VALUE);
  }

  /** The number of a row. */
  public long valueAt(long row) {
    return first + row / step % length * by;
  }

  /** Whether each row has a number of its own, and as many lie between two rows everywhere. */
  public boolean isLinear() {
    return step == 1 && isSorted();
  }

  /** Whether numbers only grow, or only fall. */
  public boolean isSorted() {
    return length == Long.MAX_VALUE;
  }
}
