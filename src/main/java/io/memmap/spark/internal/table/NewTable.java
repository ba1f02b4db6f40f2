package io.memmap.spark.internal.table;

import io.memmap.spark.internal.options.OptionErrors;
import io.memmap.spark.internal.options.OptionNames;
import io.memmap.spark.internal.options.OptionParser;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.connector.catalog.TableCatalog;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** What Spark's own catalog is asked to keep as a table of ours: the name of one file. */
public final class NewTable {
  private static final String MANAGED = "is_managed_location";

  private NewTable() {}

  /**
   * The options of a table that Spark's own catalog keeps, without the properties that the user
   * gave it: those are handed over like options, but each option has a twin under a prefix.
   */
  public static CaseInsensitiveStringMap options(CaseInsensitiveStringMap properties) {
    Map<String, String> options = new HashMap<>();
    properties
        .asCaseSensitiveMap()
        .forEach(
            (key, value) -> {
              if (OptionParser.isKnown(key)
                  || properties.containsKey(OptionNames.CATALOG_PREFIX + key)) {
                options.put(key, value);
              }
            });
    return new CaseInsensitiveStringMap(options);
  }

  /**
   * Refuses what could be created and neither written nor read afterwards.
   *
   * @param properties options too, some of them after a prefix, and what Spark adds
   * @throws IllegalArgumentException if it would be partitioned, or has no file
   */
  public static void check(Transform[] partitions, Map<String, String> properties) {
    if (partitions.length > 0) {
      throw OptionErrors.partitioned(partitions);
    }
    boolean folderOfSpark = Boolean.parseBoolean(properties.get(MANAGED));
    boolean named =
        Stream.of(OptionNames.PATH, OptionNames.CATALOG_PREFIX + OptionNames.PATH)
                .anyMatch(properties::containsKey)
            || (properties.containsKey(TableCatalog.PROP_LOCATION) && !folderOfSpark);
    if (!named) {
      throw TableErrors.tableWithoutPath();
    }
  }
}
