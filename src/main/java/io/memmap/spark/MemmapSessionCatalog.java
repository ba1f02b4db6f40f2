package io.memmap.spark;

import io.memmap.spark.internal.options.OptionNames;
import io.memmap.spark.internal.table.NamedTable;
import io.memmap.spark.internal.table.NewTable;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.catalyst.analysis.NoSuchNamespaceException;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.catalyst.analysis.TableAlreadyExistsException;
import org.apache.spark.sql.connector.catalog.Column;
import org.apache.spark.sql.connector.catalog.DelegatingCatalogExtension;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCatalog;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * Spark's session catalog with support for tables {@code USING memmap}, which Spark 3.5 stores but
 * cannot read or write:
 *
 * <pre>{@code
 * spark.sql.catalog.spark_catalog=io.memmap.spark.MemmapSessionCatalog
 * }</pre>
 *
 * <p>Not needed on Spark 4.
 */
@SuppressWarnings("deprecation") // the one set of methods that is the same in all Sparks
public final class MemmapSessionCatalog extends DelegatingCatalogExtension {

  @Override
  public Table loadTable(Identifier identifier) throws NoSuchTableException {
    return usable(super.loadTable(identifier));
  }

  @Override
  public Table createTable(
      Identifier identifier,
      StructType schema,
      Transform[] partitions,
      Map<String, String> properties)
      throws TableAlreadyExistsException, NoSuchNamespaceException {
    check(partitions, properties);
    return usable(super.createTable(identifier, schema, partitions, properties));
  }

  @Override
  public Table createTable(
      Identifier identifier,
      Column[] columns,
      Transform[] partitions,
      Map<String, String> properties)
      throws TableAlreadyExistsException, NoSuchNamespaceException {
    check(partitions, properties);
    return usable(super.createTable(identifier, columns, partitions, properties));
  }

  /** Checks a table before it is stored, since Spark 3.5 does not check stored tables. */
  private static void check(Transform[] partitions, Map<String, String> properties) {
    String provider = properties.get(TableCatalog.PROP_PROVIDER);
    if (OptionNames.FORMAT.equalsIgnoreCase(provider)) {
      NewTable.check(partitions, properties);
    }
  }

  /**
   * The table as this data source reads and writes it.
   *
   * @param table null where Spark creates a table without loading it
   */
  private static Table usable(Table table) {
    if (table == null) {
      return null;
    }
    Map<String, String> properties = table.properties();
    String provider = properties.get(TableCatalog.PROP_PROVIDER);
    if (table instanceof NamedTable || !OptionNames.FORMAT.equalsIgnoreCase(provider)) {
      return table;
    }
    CaseInsensitiveStringMap options = options(properties);
    MemmapDataSource source = new MemmapDataSource();
    StructType schema = table.schema().isEmpty() ? source.inferSchema(options) : table.schema();
    return source.getTable(schema, new Transform[0], options.asCaseSensitiveMap());
  }

  private static CaseInsensitiveStringMap options(Map<String, String> properties) {
    Map<String, String> options = new HashMap<>();
    options.put(TableCatalog.PROP_PROVIDER, OptionNames.FORMAT);
    if (properties.containsKey(TableCatalog.PROP_LOCATION)) {
      options.put(OptionNames.PATH, properties.get(TableCatalog.PROP_LOCATION));
    }
    properties.forEach(
        (key, value) -> {
          if (key.startsWith(OptionNames.CATALOG_PREFIX)) {
            options.put(key.substring(OptionNames.CATALOG_PREFIX.length()), value);
          }
        });
    return new CaseInsensitiveStringMap(options);
  }
}
