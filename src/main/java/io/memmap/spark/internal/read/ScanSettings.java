package io.memmap.spark.internal.read;

import io.memmap.spark.internal.read.rows.SplitSizes;
import io.memmap.storage.file.Access;
import io.memmap.storage.file.Storage;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a scan runs; no setting changes its result, except {@code ignoreMissing}.
 *
 * @param batchRows rows per batch, if the user set them
 * @param ignoreMissing whether a file that was deleted since planning has no rows, instead of
 *     raising an error
 * @param keeping whether batches stay until their task ends if they can, because functions of
 *     Python take them as they are
 * @param pushdown whether predicates, limits, offsets, top N and aggregates are pushed down
 * @param rowBlocks most blocks of rows to cut an array into, if Spark can use that two arrays have
 *     equal blocks
 * @param ranges how rows are grouped, if each row of the DataFrame stands for several
 * @param first action that runs before rows are read, when Spark runs the query
 */
public record ScanSettings(
    SplitSizes partitioning,
    Storage storage,
    Access access,
    OptionalInt batchRows,
    boolean ignoreMissing,
    boolean keeping,
    boolean pushdown,
    OptionalInt rowBlocks,
    Optional<Ranges> ranges,
    Runnable first) {

  /** No action. */
  public static final Runnable NOTHING_FIRST = () -> {};

  /**
   * Times Spark's bytes per task: a kernel reads 128 MiB in about 20 ms, less than a task takes to
   * start and end.
   */
  private static final int KERNEL_SHARES = 8;

  /** Whether Spark may run other queries first, whose results filter this scan. */
  boolean beginsAtOnce() {
    return first.equals(NOTHING_FIRST);
  }

  /**
   * The settings for kernels, which return few rows: they need no blocks.
   *
   * @param whole whether Spark cannot combine the results of several tasks
   */
  ScanSettings forKernels(boolean whole) {
    return new ScanSettings(
        whole ? partitioning.inOneTask(KERNEL_SHARES) : partitioning.coarser(KERNEL_SHARES),
        storage,
        access,
        batchRows,
        ignoreMissing,
        keeping,
        pushdown,
        OptionalInt.empty(),
        ranges,
        first);
  }

  /** Whether Spark may push down limits, aggregates and the like, which count rows. */
  boolean countsRows() {
    return ranges.isEmpty();
  }

  /** Whether ranges of rows have a length that tasks must not cut. */
  boolean cutsRanges() {
    return ranges.filter(range -> range.rows().isPresent()).isPresent();
  }

  /** Most rows that a row of the DataFrame stands for. */
  long mostRows() {
    return ranges.map(range -> range.rows().orElse(Long.MAX_VALUE)).orElse(1L);
  }
}
