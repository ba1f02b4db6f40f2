package io.memmap.spark.internal.options;

import io.memmap.spark.MemmapOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The options of users, those that Spark adds, and internal keys. */
public final class OptionNames {
  /** Short name of the data source. */
  public static final String FORMAT = "memmap";

  public static final String PATH = "path";
  static final String PATHS = "paths";

  /** The path of a table in a catalog, if it has no other one. */
  static final String LOCATION = "location";

  public static final List<String> ALL =
      List.of(
          MemmapOptions.DTYPE,
          MemmapOptions.SHAPE,
          MemmapOptions.ORDER,
          MemmapOptions.OFFSET,
          MemmapOptions.HEADER,
          MemmapOptions.MEMBER,
          MemmapOptions.SLICE,
          MemmapOptions.MODE,
          MemmapOptions.LAYOUT,
          MemmapOptions.RANGE_ROWS,
          MemmapOptions.ACCESS,
          MemmapOptions.NUM_PARTITIONS,
          MemmapOptions.PARTITION_BYTES,
          MemmapOptions.BATCH_ROWS,
          MemmapOptions.PUSHDOWN,
          MemmapOptions.ROW_INDEX,
          MemmapOptions.BINARY_AS_STRING,
          MemmapOptions.CASTING,
          MemmapOptions.NULL_VALUE,
          MemmapOptions.SYNC,
          MemmapOptions.REPAIR,
          MemmapOptions.LOCK,
          MemmapOptions.LOCK_TIMEOUT,
          MemmapOptions.REWRITE_LIMIT,
          MemmapOptions.STARTING_ROW,
          MemmapOptions.MAX_ROWS_PER_TRIGGER,
          MemmapOptions.MAX_FILES_PER_TRIGGER,
          MemmapOptions.FAIL_ON_DATA_LOSS);

  /** Key that marks the batch write that {@code CreatableRelationProvider} starts. */
  public static final String DIRECT_WRITE = "__memmapDirectWrite";

  /** Keys that Spark, its catalogs and the options of its file sources add. */
  static final List<String> SPARK_OWN =
      List.of(
          PATH,
          PATHS,
          DIRECT_WRITE,
          LOCATION,
          "provider",
          "owner",
          "recursiveFileLookup",
          "pathGlobFilter",
          "modifiedBefore",
          "modifiedAfter",
          "ignoreMissingFiles",
          "ignoreCorruptFiles",
          "basePath");

  /** Prefix under which a catalog stores options a second time. */
  public static final String CATALOG_PREFIX = "option.";

  /** Prefix of settings of Hadoop's file systems, which a read passes on to them. */
  private static final String FILE_SYSTEM_PREFIX = "fs.";

  private OptionNames() {}

  /** Whether a key is a setting of Hadoop's file systems. */
  static boolean isOfFileSystem(String key) {
    return key.toLowerCase(Locale.ROOT).startsWith(FILE_SYSTEM_PREFIX);
  }

  /** Options as messages show them: without settings of file systems, which may be secret. */
  public static Map<String, String> shown(Map<String, String> options) {
    Map<String, String> shown = new LinkedHashMap<>(options);
    shown.keySet().removeIf(OptionNames::isOfFileSystem);
    return shown;
  }
}
