package io.memmap.spark.internal.table;

import io.memmap.spark.MemmapOptions;
import io.memmap.spark.internal.files.FileSearch;
import io.memmap.spark.internal.options.OptionErrors;
import io.memmap.spark.internal.options.OptionNames;
import io.memmap.spark.internal.options.OptionParser;
import io.memmap.spark.internal.options.PathOption;
import io.memmap.spark.internal.options.Storages;
import io.memmap.storage.file.Location;
import io.memmap.storage.publish.Locking;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.TableCatalog;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * The name of a table, which is a path: {@code data.dat?dtype=float32&shape=1000,1000}.
 *
 * @param path as the user wrote it
 * @param options those of the catalog, then those after the question mark
 */
public record TableName(String path, Map<String, String> options) {
  /** Properties that Spark adds to a table, which are not options. */
  private static final List<String> RESERVED =
      List.of(
          TableCatalog.PROP_PROVIDER,
          TableCatalog.PROP_OWNER,
          TableCatalog.PROP_EXTERNAL,
          "is_managed_location");

  public static TableName of(Identifier identifier, CaseInsensitiveStringMap defaults) {
    List<String> parts = new ArrayList<>(Arrays.asList(identifier.namespace()));
    parts.add(identifier.name());
    String whole = String.join("/", parts);
    int mark = whole.indexOf('?');
    Map<String, String> options = new LinkedHashMap<>(defaults);
    if (mark >= 0) {
      for (String pair : whole.substring(mark + 1).split("&", -1)) {
        add(whole, pair, options);
      }
    }
    return new TableName(mark < 0 ? whole : whole.substring(0, mark), options);
  }

  private static void add(String whole, String pair, Map<String, String> options) {
    int equals = pair.indexOf('=');
    if (equals < 1) {
      throw TableErrors.badTableName(whole, pair);
    }
    // unlike in web forms, + means + here
    String value = pair.substring(equals + 1).replace("+", "%2B");
    try {
      String key = pair.substring(0, equals);
      options.keySet().removeIf(key::equalsIgnoreCase);
      options.put(key, URLDecoder.decode(value, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw TableErrors.badEscape(whole, pair);
    }
  }

  /** Whether a file or folder of that name exists, or the name is a pattern. */
  public boolean exists() {
    if (FileSearch.isGlob(path)) {
      return true;
    }
    Location location = location();
    return location.isLocal()
        ? Files.exists(location.path())
        : Storages.exists(location, options(Map.of()));
  }

  /** The file or folder of that name. */
  public Location location() {
    return PathOption.location(path);
  }

  /** How the write locks the array. */
  public Locking locking() {
    OptionParser parser = new OptionParser(options(Map.of()));
    return Locking.of(parser.flag(MemmapOptions.LOCK, true));
  }

  /** All options of the table. */
  public CaseInsensitiveStringMap options(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(options);
    all.putAll(more);
    all.put(OptionNames.PATH, path);
    return new CaseInsensitiveStringMap(all);
  }

  /**
   * The options of a new array.
   *
   * @param properties options, options under a prefix, and Spark's properties
   */
  public CaseInsensitiveStringMap forCreating(
      Transform[] partitions, Map<String, String> properties) {
    if (partitions.length > 0) {
      throw OptionErrors.partitioned(partitions);
    }
    if (properties.containsKey(TableCatalog.PROP_LOCATION)) {
      throw TableErrors.tableStays(path, "LOCATION", "the name of the table is its path");
    }
    Map<String, String> given = new LinkedHashMap<>();
    properties.forEach(
        (key, value) -> {
          if (!RESERVED.contains(key) && !key.startsWith(OptionNames.CATALOG_PREFIX)) {
            given.put(key, value);
          }
        });
    return options(given);
  }
}
