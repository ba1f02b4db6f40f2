package io.memmap.spark;

import io.memmap.spark.read.MetadataColumns;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.connector.catalog.MetadataColumn;
import org.apache.spark.sql.connector.catalog.SupportsMetadataColumns;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.SupportsRowLevelOperations;
import org.apache.spark.sql.connector.catalog.SupportsWrite;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.catalog.TableCatalog;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.write.LogicalWriteInfo;
import org.apache.spark.sql.connector.write.RowLevelOperation;
import org.apache.spark.sql.connector.write.RowLevelOperationBuilder;
import org.apache.spark.sql.connector.write.RowLevelOperationInfo;
import org.apache.spark.sql.connector.write.WriteBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * A table of {@link MemmapCatalog}. Spark matches and casts what is inserted, as with its own
 * tables; what the dtypes do not hold is an error here.
 */
final class CatalogTable
    implements SupportsRead, SupportsWrite, SupportsMetadataColumns, SupportsRowLevelOperations {
  private final String name;
  private final CaseInsensitiveStringMap options;
  private final ResolvedArray array;

  /**
   * A table that is there.
   *
   * @param name as a query names it
   */
  CatalogTable(String name, CaseInsensitiveStringMap options) {
    this.name = name;
    this.options = options;
    this.array = resolved(options);
  }

  private static ResolvedArray resolved(CaseInsensitiveStringMap options) {
    return ResolvedArray.of(ReadOptions.of(options), Optional.empty());
  }

  @Override
  public String name() {
    return name;
  }

  /** Spark 3.5 and 4.0 ask for it; later ones have {@code columns()} beside it. */
  @Override
  @SuppressWarnings("deprecation")
  public StructType schema() {
    return array.schema();
  }

  @Override
  public Map<String, String> properties() {
    return Map.of(TableCatalog.PROP_PROVIDER, MemmapDataSource.NAME);
  }

  @Override
  public MetadataColumn[] metadataColumns() {
    return table(options, array).metadataColumns();
  }

  @Override
  public Set<TableCapability> capabilities() {
    return Set.of(
        TableCapability.BATCH_READ, TableCapability.BATCH_WRITE, TableCapability.TRUNCATE);
  }

  private static MemmapTable table(CaseInsensitiveStringMap options, ResolvedArray array) {
    return new MemmapTable(options, () -> array);
  }

  /**
   * A scan of the file.
   *
   * @param more options of the query's own, as in SQL's {@code WITH (access = 'read')}
   * @throws IllegalArgumentException if they would change the columns, which are settled by then
   */
  @Override
  public ScanBuilder newScanBuilder(CaseInsensitiveStringMap more) {
    if (more.isEmpty()) {
      return table(options, array).newScanBuilder(more);
    }
    Map<String, String> all = new LinkedHashMap<>(options);
    all.putAll(more);
    CaseInsensitiveStringMap both = new CaseInsensitiveStringMap(all);
    ResolvedArray other = resolved(both);
    if (!other.schema().equals(array.schema())) {
      throw MemmapErrors.otherColumns(name, more.asCaseSensitiveMap());
    }
    return table(both, other).newScanBuilder(more);
  }

  @Override
  public WriteBuilder newWriteBuilder(LogicalWriteInfo info) {
    return new AppendOrReplace(writeOptions(), array.schema(), info);
  }

  /** What is written is as what is there, in any number of rows. */
  private WriteOptions writeOptions() {
    return WriteOptions.of(options).like(array.sources().all().get(0).spec());
  }

  /**
   * Rows are changed where they are, never moved.
   *
   * @throws UnsupportedOperationException for what would move rows, and where it is not clear which
   *     row is meant
   */
  @Override
  public RowLevelOperationBuilder newRowLevelOperationBuilder(RowLevelOperationInfo info) {
    String path = options.get(MemmapOptions.PATH);
    if (info.command() == RowLevelOperation.Command.DELETE) {
      throw MemmapErrors.tableStays(
          path, "DELETE", "it would move rows; write those that stay with CREATE OR REPLACE TABLE");
    }
    if (array.sources().all().size() != 1) {
      throw MemmapErrors.tableStays(path, info.command() + " of several files", "name one of them");
    }
    if (List.of(schema().fieldNames()).contains(MetadataColumns.ROW_NAME)) {
      throw MemmapErrors.tableStays(
          path,
          info.command() + " of an array with a column " + MetadataColumns.ROW_NAME,
          "write it with option mode r+ and rowIndex");
    }
    return () -> new RowUpdate(this, writeOptions(), info.command());
  }
}
