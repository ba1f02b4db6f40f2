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

/** Checks of new tables in Spark's session catalog, each of which names one file. */
public final class NewTable {
  private static final String MANAGED = "is_managed_location";

  private NewTable() {}

  /**
   * The options of a stored table without its user's properties. Spark passes properties like
   * options, but stores each option a second time under a prefix.
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
   * Refuses a table that could be created and then neither written nor read.
   *
   * @param properties options, options under the prefix, and Spark's properties
   * @throws IllegalArgumentException if the table would be partitioned, or has no file
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
