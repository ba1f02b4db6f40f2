package io.memmap.spark.internal.read.rows;

import io.memmap.array.RowRange;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How many bytes a task reads: by the rules of Spark's own file sources ({@code
 * FilePartition.maxSplitBytes}), within the limits of a driver.
 *
 * @param partitions exact number of partitions that the user asked for; overrides all other
 *     settings
 * @param partitionBytes bytes per partition that the user asked for
 * @param maxPartitionBytes {@code spark.sql.files.maxPartitionBytes}
 * @param openCostInBytes {@code spark.sql.files.openCostInBytes}
 * @param minPartitions {@code spark.sql.files.minPartitionNum}, by default the parallelism
 * @param maxPartitions {@code spark.sql.files.maxPartitionNum}
 * @param leastBytes bytes that are not worth a second task, unless the user asks for more tasks
 */
public record SplitSizes(
    OptionalInt partitions,
    OptionalLong partitionBytes,
    long maxPartitionBytes,
    long openCostInBytes,
    int minPartitions,
    OptionalInt maxPartitions,
    long leastBytes) {

  /**
   * Most tasks by size alone. Spark starts about a thousand tasks per second, and larger tasks need
   * no more memory, since windows bound it.
   */
  static final int SANE_PARTITIONS = 10_000;

  /**
   * Most tasks that a user may ask for: Spark keeps some kilobytes for each of them on the driver.
   */
  static final int MOST_PARTITIONS = 100_000;

  /** Sizes as Spark cuts files: tasks of any size. */
  public SplitSizes(
      OptionalInt partitions,
      OptionalLong partitionBytes,
      long maxPartitionBytes,
      long openCostInBytes,
      int minPartitions,
      OptionalInt maxPartitions) {
    this(
        partitions,
        partitionBytes,
        maxPartitionBytes,
        openCostInBytes,
        minPartitions,
        maxPartitions,
        0);
  }

  /**
   * The same with up to {@code times} as many bytes per task, and with one task for as many bytes
   * as a task had at most, unless the user set them.
   */
  public SplitSizes coarser(int times) {
    return withSizes(maxPartitionBytes, times(times));
  }

  /** The same with one task for up to {@code times} as many bytes, unless the user set them. */
  public SplitSizes inOneTask(int times) {
    return withSizes(times(times), times(times));
  }

  private long times(int times) {
    return maxPartitionBytes > Long.MAX_VALUE / times ? Long.MAX_VALUE : maxPartitionBytes * times;
  }

  private SplitSizes withSizes(long least, long most) {
    return new SplitSizes(
        partitions, partitionBytes, most, openCostInBytes, minPartitions, maxPartitions, least);
  }

  /**
   * The rows of each task.
   *
   * @param bytes of all these rows
   * @return parts of about equal length, each with at least one row
   * @throws IllegalArgumentException if the user asked for more tasks than a driver can hold
   */
  public RowRanges[] cut(RowRanges rows, long bytes) {
    return rows.parts(cut(rows.count(), bytes));
  }

  /**
   * The rows, or ranges of rows, of each task: about as many for each.
   *
   * @param rows number of the rows or ranges, none of which is cut
   * @param bytes of all of them
   */
  public RowRange[] cut(long rows, long bytes) {
    int count = (int) Math.min(rows, count(bytes));
    if (count > MOST_PARTITIONS) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "option numPartitions='%d': cuts %d rows into as many tasks, a driver holds at most"
                  + " %d; give a smaller number",
              count,
              rows,
              MOST_PARTITIONS));
    }
    RowRange[] ranges = new RowRange[count];
    long first = 0;
    for (int i = 0; i < count; i++) {
      long end = first + rows / count + (i < rows % count ? 1 : 0);
      ranges[i] = new RowRange(first, end);
      first = end;
    }
    return ranges;
  }

  private long count(long bytes) {
    if (partitions.isPresent()) {
      return partitions.getAsInt();
    }
    long perPartition = partitionBytes.orElseGet(() -> splitBytes(bytes));
    long wanted = bytes / perPartition + (bytes % perPartition == 0 ? 0 : 1);
    long most = Math.min(SANE_PARTITIONS, maxPartitions.orElse(SANE_PARTITIONS));
    return Math.max(1, Math.min(most, wanted));
  }

  private long splitBytes(long bytes) {
    // (bytes + openCost) / cores as in Spark, where a file costs its opening too; without overflow
    int cores = Math.max(1, minPartitions);
    long rest = (bytes % cores + openCostInBytes % cores) / cores;
    long bytesPerCore = bytes / cores + openCostInBytes / cores + rest;
    return Math.max(
        leastBytes,
        Math.max(1, Math.min(maxPartitionBytes, Math.max(openCostInBytes, bytesPerCore))));
  }
}
