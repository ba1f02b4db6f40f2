package io.memmap.spark.internal.read;

import io.memmap.spark.internal.read.rows.SplitSizes;
import io.memmap.storage.window.Access;
import java.util.OptionalInt;

/**
 * How a scan is carried out; nothing here changes what it returns.
 *
 * @param batchRows rows per batch if the user set them
 * @param ignoreMissing whether a file that is gone by now has no rows, instead of being an error
 * @param pushdown whether Spark may leave limits and aggregates to the scan
 * @param rowBlocks into how many blocks of rows partitions go at the most, where Spark can make use
 *     of equal ones
 * @param first what is done before rows are read, when the query has been planned and begins
 */
public record ScanSettings(
    SplitSizes partitioning,
    Access access,
    OptionalInt batchRows,
    boolean ignoreMissing,
    boolean pushdown,
    OptionalInt rowBlocks,
    Runnable first) {

  /** Reading just begins. */
  public static final Runnable NOTHING_FIRST = () -> {};

  /** A kernel is done with Spark's usual share of bytes before a task has started and ended. */
  private static final int KERNEL_SHARES = 8;

  /** Whether other queries may read the same rows before, to tell which of them are needed. */
  boolean beginsAtOnce() {
    return first.equals(NOTHING_FIRST);
  }

  /** The same for scans whose rows Spark does not see. */
  ScanSettings forKernels() {
    return new ScanSettings(
        partitioning.coarser(KERNEL_SHARES),
        access,
        batchRows,
        ignoreMissing,
        pushdown,
        rowBlocks,
        first);
  }
}
