package io.memmap.spark.internal.table;

import io.memmap.array.ArraySpec;
import io.memmap.spark.MemmapOptions;
import io.memmap.spark.internal.options.OptionNames;
import io.memmap.spark.internal.read.source.ArraySource;
import io.memmap.spark.internal.resolve.ResolvedArray;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.connector.catalog.TableCatalog;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** The table properties in {@code DESCRIBE EXTENDED} and {@code SHOW CREATE TABLE}. */
final class TableProperties {
  private TableProperties() {}

  /** The options that describe the array, as a statement that creates it needs them. */
  static Map<String, String> of(ResolvedArray array) {
    Map<String, String> properties = ofAny();
    List<ArraySource> files = array.sources().all();
    ArraySpec spec = files.get(0).spec();
    put(properties, MemmapOptions.DTYPE, spec.dtype().text());
    put(properties, MemmapOptions.ORDER, spec.order().toString());
    if (files.size() == 1) {
      put(properties, MemmapOptions.SHAPE, spec.shape().toString());
      properties.put(OptionNames.PATH, files.get(0).file().path());
    }
    if (files.get(0).isRaw() && spec.offset() > 0) {
      put(properties, MemmapOptions.OFFSET, String.valueOf(spec.offset()));
    }
    return properties;
  }

  /** The options that Spark's session catalog stores for a table. */
  static Map<String, String> of(CaseInsensitiveStringMap options) {
    Map<String, String> properties = ofAny();
    for (String name : OptionNames.ALL) {
      if (options.containsKey(name)) {
        put(properties, name, options.get(name));
      }
    }
    if (options.containsKey(OptionNames.PATH)) {
      properties.put(TableCatalog.PROP_LOCATION, options.get(OptionNames.PATH));
    }
    return properties;
  }

  /** Properties of each table. Tables are external: Spark does not own their files. */
  private static Map<String, String> ofAny() {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put(TableCatalog.PROP_PROVIDER, OptionNames.FORMAT);
    properties.put(TableCatalog.PROP_EXTERNAL, "true");
    return properties;
  }

  private static void put(Map<String, String> properties, String option, String value) {
    properties.put(OptionNames.CATALOG_PREFIX + option, value);
  }
}
