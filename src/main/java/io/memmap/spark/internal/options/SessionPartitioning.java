package io.memmap.spark.internal.options;

import io.memmap.spark.internal.read.rows.SplitSizes;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.sql.SparkSession;

/** The session's settings for cutting files, which Spark's own file sources follow too. */
public final class SessionPartitioning {
  private static final int SHUFFLE_PARTITIONS = 200;

  /** Each is a task. */
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
   * Into how many blocks rows go at the most, where Spark is told to make use of them. Told, and
   * not left to its default, which from Spark 4.1 on would cut every query of an index into as
   * many.
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
