package io.memmap.spark.internal.options;

import io.memmap.array.InvalidArrayException;
import io.memmap.array.NearestName;
import io.memmap.array.OneLine;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.connector.expressions.Transform;

/**
 * Errors of options and settings. Each message says which option, what value it has, what was
 * found, and what to do.
 */
public final class OptionErrors {
  private OptionErrors() {}

  /** The message does not print the value, which may be a secret meant for another source. */
  static IllegalArgumentException unknownOption(String key) {
    Optional<String> nearest = NearestName.to(key, OptionNames.ALL);
    String advice =
        nearest
            .map(name -> "did you mean '" + name + "'?")
            .orElse("known options: " + String.join(", ", OptionNames.ALL));
    return new IllegalArgumentException(
        OneLine.of("option '" + key + "' is not known to memmap; " + advice));
  }

  public static IllegalArgumentException badOption(String key, String value, String reason) {
    return new IllegalArgumentException(
        OneLine.of("option " + key + "='" + value + "': " + reason));
  }

  static IllegalArgumentException badSetting(String key, String value, String reason) {
    return new IllegalArgumentException(
        OneLine.of("setting " + key + "='" + value + "': " + reason));
  }

  /** Messages of {@code InvalidArrayException} name the option and its value. */
  static IllegalArgumentException badDescription(InvalidArrayException reason) {
    return new IllegalArgumentException(OneLine.of("option " + reason.getMessage()), reason);
  }

  static <E extends Enum<E>> IllegalArgumentException unknownWord(
      String key, String value, Class<E> type) {
    String words =
        Arrays.stream(type.getEnumConstants())
            .map(constant -> constant.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(" or "));
    return badOption(key, value, "must be " + words);
  }

  static IllegalArgumentException noPath() {
    return new IllegalArgumentException(
        OneLine.of(
            "no file given; name it in load(\"data.dat\") or option(\"path\", \"data.dat\")"));
  }

  static IllegalArgumentException manyPaths(String paths) {
    return new IllegalArgumentException(
        OneLine.of("paths " + paths + ": one save makes one file; name one path"));
  }

  /**
   * Methods of Spark's writer that are not supported, in the user's words.
   *
   * @param key under which Spark passes the call
   * @param columns a JSON list
   */
  static IllegalArgumentException notDone(String key, String columns) {
    String method =
        switch (key) {
          case "__partition_columns" -> "partitionBy";
          case "__clustering_columns" -> "clusterBy";
          default -> "";
        };
    if (method.isEmpty()) {
      return new IllegalArgumentException(
          OneLine.of("'" + key + "' of Spark is not known to memmap; save without it"));
    }
    return parts(method, columns);
  }

  /**
   * Partitioning of a new table, which is not supported.
   *
   * @param partitions all kinds of partitioning, as Spark passes them
   */
  public static IllegalArgumentException partitioned(Transform[] partitions) {
    Transform first = partitions[0];
    String method =
        switch (first.name()) {
          case "bucket", "sorted_bucket" -> "bucketBy";
          case "cluster_by" -> "clusterBy";
          default -> "partitionBy";
        };
    String columns =
        Arrays.stream(partitions)
            .flatMap(partition -> Arrays.stream(partition.references()))
            .map(column -> String.join(".", column.fieldNames()))
            .collect(Collectors.joining(", ", "[", "]"));
    return parts(method, columns);
  }

  private static IllegalArgumentException parts(String method, String columns) {
    return new IllegalArgumentException(
        OneLine.of(
            method
                + " "
                + columns
                + ": one save makes one array file, which has no parts by values of columns; leave "
                + method
                + " out, or save the rows of each value to a file of its own, for v in values:"
                + " df.where(df.k == v).drop(\"k\").write.format(\"memmap\").save(f\"k-{v}.npy\")"));
  }
}
