package io.memmap.spark.internal.table;

import io.memmap.array.ArraySpec;
import io.memmap.spark.MemmapCatalog;
import io.memmap.spark.MemmapOptions;
import io.memmap.spark.internal.options.ReadOptions;
import io.memmap.spark.internal.options.WriteOptions;
import io.memmap.spark.internal.read.MetadataColumns;
import io.memmap.spark.internal.resolve.FollowedArrays;
import io.memmap.spark.internal.resolve.ResolvedArray;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.catalog.MetadataColumn;
import org.apache.spark.sql.connector.catalog.SupportsMetadataColumns;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.SupportsRowLevelOperations;
import org.apache.spark.sql.connector.catalog.SupportsWrite;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.write.LogicalWriteInfo;
import org.apache.spark.sql.connector.write.RowLevelOperationBuilder;
import org.apache.spark.sql.connector.write.RowLevelOperationInfo;
import org.apache.spark.sql.connector.write.WriteBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * A table of {@link MemmapCatalog}. Spark matches and casts inserted columns as for its own tables;
 * values that the dtype cannot hold are errors of the write.
 */
public final class CatalogTable
    implements SupportsRead, SupportsWrite, SupportsMetadataColumns, SupportsRowLevelOperations {
  private static final Pattern SPARK_WITH_STALE_CACHE = Pattern.compile("3\\.|4\\.0\\.");

  private final String name;
  private final CaseInsensitiveStringMap options;
  private final TableArray array;

  /**
   * A table whose file exists. The file is looked at when its columns are needed.
   *
   * @param name as a query writes it
   */
  public CatalogTable(String name, CaseInsensitiveStringMap options) {
    this.name = name;
    this.options = options;
    this.array = new TableArray(ReadOptions.of(options));
  }

  @Override
  public String name() {
    return name;
  }

  /** Spark 3.5 and 4.0 call this; later versions call {@code columns()}. */
  @Override
  @SuppressWarnings("deprecation")
  public StructType schema() {
    return ColumnComments.added(array.described().columns());
  }

  @Override
  public Map<String, String> properties() {
    return TableProperties.of(array.described());
  }

  /** Spark finds a cached table by equality: equal name and equal options. */
  @Override
  public boolean equals(Object other) {
    return other instanceof CatalogTable table
        && name.equals(table.name)
        && options.equals(table.options);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, options);
  }

  @Override
  public MetadataColumn[] metadataColumns() {
    return MetadataColumns.allOf(array.described().columns());
  }

  @Override
  public Set<TableCapability> capabilities() {
    return Set.of(
        TableCapability.BATCH_READ, TableCapability.BATCH_WRITE, TableCapability.TRUNCATE);
  }

  /**
   * Refreshes the cached data of the table. Spark 3.5 and 4.0 do so themselves, unless the
   * statement names a metadata column.
   */
  void refreshCached() {
    SparkSession session = SparkSession.active();
    if (SPARK_WITH_STALE_CACHE.matcher(session.version()).lookingAt()) {
      session.catalog().refreshTable(name);
    }
  }

  private static MemmapTable table(CaseInsensitiveStringMap options, ResolvedArray array) {
    Supplier<FollowedArrays> none =
        () -> {
          throw new UnsupportedOperationException("tables of a catalog are not followed");
        };
    return new MemmapTable(options, () -> array, none, array.schema()).withFunctions();
  }

  /**
   * A scan of the file.
   *
   * @param more options of this query, as in {@code WITH (access = 'read')}
   * @throws IllegalArgumentException if they would change the columns, which are already resolved
   */
  @Override
  public ScanBuilder newScanBuilder(CaseInsensitiveStringMap more) {
    if (more.isEmpty()) {
      return table(options, array.readable()).newScanBuilder(more);
    }
    Map<String, String> all = new LinkedHashMap<>(options);
    all.putAll(more);
    CaseInsensitiveStringMap both = new CaseInsensitiveStringMap(all);
    ReadOptions asked = ReadOptions.of(both);
    ResolvedArray other =
        asked.areOfSameArray(array.options())
            ? array.readable().readBy(asked)
            : new TableArray(asked).readable();
    if (!other.schema().equals(array.described().schema())) {
      throw TableErrors.otherColumns(name, more.asCaseSensitiveMap());
    }
    return table(both, other).newScanBuilder(more);
  }

  /** A scan of an array with an unfinished update, which is finished before its rows are read. */
  ScanBuilder newScanBuilder(ResolvedArray halfDone, PendingUpdate update) {
    return table(options, halfDone).after(update).newScanBuilder(CaseInsensitiveStringMap.empty());
  }

  @Override
  public WriteBuilder newWriteBuilder(LogicalWriteInfo info) {
    ResolvedArray there = array.described();
    rules(there).checkInsert();
    WriteOptions likeWhatIsThere = written().like(stored(there));
    return new AppendOrReplace(likeWhatIsThere, there.schema(), info, array::isCutOff);
  }

  /** Options of a write to the table. Rows are written in the layout in which they are read. */
  private WriteOptions written() {
    Map<String, String> all = new LinkedHashMap<>(options);
    all.remove(MemmapOptions.LAYOUT);
    return WriteOptions.of(new CaseInsensitiveStringMap(all));
  }

  private static ArraySpec stored(ResolvedArray array) {
    return array.sources().all().get(0).spec();
  }

  @Override
  public RowLevelOperationBuilder newRowLevelOperationBuilder(RowLevelOperationInfo info) {
    boolean cutOff = array.isCutOff();
    ResolvedArray there = cutOff ? array.halfDone() : array.described();
    rules(there).checkUpdate(info.command());
    Optional<PendingUpdate> pending =
        cutOff ? Optional.of(new PendingUpdate(array.options(), there)) : Optional.empty();
    WriteOptions intoThisArray = written().into(stored(there));
    return () -> new RowUpdate(this, there, pending, intoThisArray, info.command());
  }

  private TableWriteRules rules(ResolvedArray there) {
    return new TableWriteRules(array.options(), there);
  }
}
