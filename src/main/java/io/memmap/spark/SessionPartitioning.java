package io.memmap.spark;

import io.memmap.spark.read.Partitioning;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.sql.SparkSession;

/** The session's settings for cutting files, which Spark's own file sources follow too. */
final class SessionPartitioning {
  private SessionPartitioning() {}

  static Partitioning of(ReadOptions options) {
    SparkSession session = SparkSession.active();
    return new Partitioning(
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

  private static long bytes(SparkSession session, String key, String otherwise) {
    String value = session.conf().get(key, otherwise);
    try {
      return OptionParser.bytes(value);
    } catch (IllegalArgumentException e) {
      throw MemmapErrors.badSetting(key, value, e.getMessage());
    }
  }

  private static Optional<Integer> number(SparkSession session, String key) {
    return Optional.ofNullable(session.conf().get(key, null)).map(Integer::valueOf);
  }
}
