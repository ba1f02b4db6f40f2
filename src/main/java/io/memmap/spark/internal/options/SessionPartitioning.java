package io.memmap.spark.internal.options;

import io.memmap.spark.internal.read.rows.SplitSizes;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.sql.SparkSession;

/** The session's settings for splitting files, which Spark's file sources use too. */
public final class SessionPartitioning {
  private static final int SHUFFLE_PARTITIONS = 200;

  /** Upper bound for the number of blocks, since each is a task. */
  private static final int MOST_BLOCKS = 100_000;

  private SessionPartitioning() {}

  public static SplitSizes of(ReadOptions options) {
    SparkSession session = SparkSession.active();
    return new SplitSizes(
        options.numPartitions(),
        options.partitionBytes(),
        bytes(session, "spark.sql.files.maxPartitionBytes", "128m"),
        bytes(session, "spark.sql.files.openCostInBytes", "4m"),
        number(session, "spark.sql.files.minPartitionNum")
            .or(() -> number(session, "spark.sql.leafNodeDefaultParallelism"))
            .orElseGet(() -> session.sparkContext().defaultParallelism()),
        number(session, "spark.sql.files.maxPartitionNum")
            .map(OptionalInt::of)
            .orElse(OptionalInt.empty()));
  }

  /**
   * Number of blocks of rows for joins by row index, if the user has set {@code
   * spark.sql.sources.v2.bucketing.enabled}. Its default, true from Spark 4.1 on, does not count:
   * it would split every query of an index into as many blocks.
   */
  public static OptionalInt rowBlocks() {
    SparkSession session = SparkSession.active();
    boolean told =
        Boolean.parseBoolean(session.conf().get("spark.sql.sources.v2.bucketing.enabled", "false"));
    int blocks = number(session, "spark.sql.shuffle.partitions").orElse(SHUFFLE_PARTITIONS);
    return told ? OptionalInt.of(Math.max(1, Math.min(MOST_BLOCKS, blocks))) : OptionalInt.empty();
  }

  private static long bytes(SparkSession session, String key, String otherwise) {
    String value = session.conf().get(key, otherwise);
    try {
      return OptionParser.bytes(value);
    } catch (IllegalArgumentException e) {
      throw OptionErrors.badSetting(key, value, e.getMessage());
    }
  }

  private static Optional<Integer> number(SparkSession session, String key) {
    return Optional.ofNullable(session.conf().get(key, null)).map(Integer::valueOf);
  }
}
