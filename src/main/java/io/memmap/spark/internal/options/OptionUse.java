package io.memmap.spark.internal.options;

import io.memmap.spark.MemmapOptions;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** Options that only reads use, those that only streams use, and those that only writes use. */
public final class OptionUse {
  public static final List<String> OF_WRITES =
      List.of(
          MemmapOptions.CASTING,
          MemmapOptions.NULL_VALUE,
          MemmapOptions.SYNC,
          MemmapOptions.LOCK_TIMEOUT,
          MemmapOptions.REWRITE_LIMIT);

  /** Options of reads that follow files. */
  public static final List<String> OF_STREAMS =
      List.of(
          MemmapOptions.STARTING_ROW,
          MemmapOptions.MAX_ROWS_PER_TRIGGER,
          MemmapOptions.MAX_FILES_PER_TRIGGER,
          MemmapOptions.FAIL_ON_DATA_LOSS);

  public static final List<String> OF_READS =
      List.of(
          MemmapOptions.MEMBER,
          MemmapOptions.SLICE,
          MemmapOptions.RANGE_ROWS,
          MemmapOptions.ACCESS,
          MemmapOptions.NUM_PARTITIONS,
          MemmapOptions.PARTITION_BYTES,
          MemmapOptions.BATCH_ROWS,
          MemmapOptions.PUSHDOWN,
          MemmapOptions.BINARY_AS_STRING,
          MemmapOptions.REPAIR,
          MemmapOptions.STARTING_ROW,
          MemmapOptions.MAX_ROWS_PER_TRIGGER,
          MemmapOptions.MAX_FILES_PER_TRIGGER,
          MemmapOptions.FAIL_ON_DATA_LOSS,
          "recursiveFileLookup",
          "pathGlobFilter",
          "modifiedBefore",
          "modifiedAfter",
          "ignoreMissingFiles",
          "ignoreCorruptFiles",
          "basePath");

  private OptionUse() {}

  /**
   * Refuses options of writes in a read by path. A table's options serve its reads and its writes.
   */
  public static void checkRead(CaseInsensitiveStringMap options) {
    first(OF_WRITES, options)
        .ifPresent(
            key -> {
              throw OptionErrors.badOption(
                  key, options.get(key), "says how rows are written; leave it out of a read");
            });
  }

  /** Refuses options of streams, and those of writes, in a read by path that is no stream. */
  public static void checkBatch(CaseInsensitiveStringMap options) {
    checkRead(options);
    first(OF_STREAMS, options)
        .ifPresent(
            key -> {
              throw OptionErrors.badOption(
                  key,
                  options.get(key),
                  "says how a stream follows files; leave it out, or read with spark.readStream");
            });
  }

  /** Refuses options of reads in a save by path. */
  public static void checkWrite(CaseInsensitiveStringMap options) {
    first(OF_READS, options)
        .ifPresent(
            key -> {
              throw OptionErrors.badOption(
                  key, options.get(key), "says how files are read; leave it out of a save");
            });
  }

  private static Optional<String> first(List<String> keys, CaseInsensitiveStringMap options) {
    return keys.stream().filter(options::containsKey).findFirst();
  }
}
