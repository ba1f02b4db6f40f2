package io.memmap.spark;

import io.memmap.spark.internal.options.OptionNames;
import io.memmap.spark.internal.options.OptionUse;
import io.memmap.spark.internal.options.ReadOptions;
import io.memmap.spark.internal.options.WriteOptions;
import io.memmap.spark.internal.resolve.FollowedArrays;
import io.memmap.spark.internal.resolve.ForgottenDType;
import io.memmap.spark.internal.resolve.ResolvedArray;
import io.memmap.spark.internal.resolve.UnmappedAccess;
import io.memmap.spark.internal.schema.ArrayColumns;
import io.memmap.spark.internal.table.MemmapSink;
import io.memmap.spark.internal.table.MemmapTable;
import io.memmap.spark.internal.table.NamedTable;
import io.memmap.spark.internal.table.NewTable;
import io.memmap.spark.internal.table.PathWrites;
import io.memmap.spark.internal.version.ConnectorVersion;
import io.memmap.spark.internal.write.commit.WriteAction;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SQLContext;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCatalog;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.sources.BaseRelation;
import org.apache.spark.sql.sources.CreatableRelationProvider;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * The data source {@code memmap}: array files as {@code np.memmap} describes them.
 *
 * <pre>{@code
 * spark.read().format("memmap")
 *     .option("dtype", "float32").option("shape", "1000,1000")
 *     .load("data.dat")
 * }</pre>
 *
 * <p>Options stand in {@link MemmapOptions}. Mistakes in them, and a file that cannot hold the
 * array asked for, are {@link IllegalArgumentException}s of {@code load}; a file that is cut or
 * replaced after a query was planned is a {@link java.io.IOException} of its tasks.
 */
public final class MemmapDataSource
    implements TableProvider, DataSourceRegister, CreatableRelationProvider {

  private final AtomicReference<Inferred> inferred = new AtomicReference<>();

  /**
   * What was found when Spark asked for the schema, shortly before it asks for the table.
   *
   * @param array throws the error that was found instead
   */
  private record Inferred(CaseInsensitiveStringMap options, Supplier<ResolvedArray> array) {}

  @Override
  public String shortName() {
    return OptionNames.FORMAT;
  }

  @Override
  public StructType inferSchema(CaseInsensitiveStringMap properties) {
    ConnectorVersion.sayOnce();
    CaseInsensitiveStringMap options = ofTable(properties);
    if (isNamed(options)) {
      NewTable.check(new Transform[0], properties.asCaseSensitiveMap());
    } else {
      OptionUse.checkRead(options);
    }
    try {
      ResolvedArray array = ResolvedArray.of(ReadOptions.of(options), Optional.empty());
      inferred.set(new Inferred(options, () -> array));
      return array.schema();
    } catch (IllegalArgumentException e) {
      // A stream may follow what no batch can read. The table knows what it is for when Spark asks
      // it for its columns, which is the next step; a batch has this error then.
      return refused(options, e);
    }
  }

  private StructType refused(CaseInsensitiveStringMap options, IllegalArgumentException e) {
    if (isNamed(options)) {
      throw e;
    }
    Supplier<ResolvedArray> error =
        () -> {
          throw e;
        };
    inferred.set(new Inferred(options, error));
    return new StructType();
  }

  /** A user's schema renames and widens columns, and describes the dtype if no option does. */
  @Override
  public boolean supportsExternalMetadata() {
    return true;
  }

  /**
   * Spark also calls this before it stores a table in its session catalog, and at each use of it.
   */
  @Override
  public Table getTable(
      StructType schema, Transform[] partitioning, Map<String, String> properties) {
    ConnectorVersion.sayOnce();
    CaseInsensitiveStringMap options = ofTable(new CaseInsensitiveStringMap(properties));
    String directWrite = options.get(OptionNames.DIRECT_WRITE);
    if (directWrite != null) {
      return new MemmapSink(WriteOptions.of(options), schema, WriteAction.valueOf(directWrite));
    }
    if (isNamed(options)) {
      NewTable.check(partitioning, properties);
    }
    // A write comes here too, before Spark calls createRelation; the file may not exist yet.
    Optional<Supplier<ResolvedArray>> known =
        Optional.ofNullable(inferred.getAndSet(null))
            .filter(found -> found.options().equals(options))
            .map(Inferred::array);
    MemmapTable table =
        new MemmapTable(
            options,
            () -> resolved(options, schema, known),
            () -> followed(options, schema),
            schema);
    return isNamed(options) ? new NamedTable(table, options, schema) : table;
  }

  private static CaseInsensitiveStringMap ofTable(CaseInsensitiveStringMap properties) {
    return isNamed(properties) ? NewTable.options(properties) : properties;
  }

  /** Whether the table belongs to Spark's session catalog. */
  private static boolean isNamed(CaseInsensitiveStringMap options) {
    return options.containsKey(TableCatalog.PROP_PROVIDER);
  }

  /** The arrays that a stream follows. */
  private static FollowedArrays followed(CaseInsensitiveStringMap map, StructType schema) {
    OptionUse.checkRead(map);
    ReadOptions options = ReadOptions.of(map);
    UnmappedAccess.warn(map, options);
    return FollowedArrays.of(options, isInferred(schema) ? Optional.empty() : Optional.of(schema));
  }

  private static ResolvedArray resolved(
      CaseInsensitiveStringMap map, StructType schema, Optional<Supplier<ResolvedArray>> known) {
    if (!isNamed(map)) {
      OptionUse.checkBatch(map);
    }
    ReadOptions options = ReadOptions.of(map);
    UnmappedAccess.warn(map, options);
    if (isInferred(schema)) {
      ResolvedArray array = known.orElse(() -> ResolvedArray.of(options, Optional.empty())).get();
      if (array.schema().equals(schema)) {
        ForgottenDType.warn(array, options);
        return array;
      }
      return array.under(schema, options);
    }
    return ResolvedArray.of(options, Optional.of(schema));
  }

  /** Called for {@code df.write.save(path)} in every save mode. */
  @Override
  @SuppressWarnings("deprecation") // the one conversion that is the same in Scala 2.12 and 2.13
  public BaseRelation createRelation(
      SQLContext context,
      SaveMode mode,
      scala.collection.immutable.Map<String, String> options,
      Dataset<Row> rows) {
    Map<String, String> given = scala.collection.JavaConverters.mapAsJavaMap(options);
    OptionUse.checkWrite(new CaseInsensitiveStringMap(given));
    return PathWrites.save(context, mode, given, rows);
  }

  /**
   * Whether {@code save} may pass columns of a type. All are accepted here; the sink refuses types
   * that it cannot store. Spark 4 calls this, and would not pass intervals otherwise.
   */
  @SuppressWarnings("MissingOverride") // Spark 3.5 has no such method
  public boolean supportsDataType(DataType type) {
    return true;
  }

  /**
   * Whether a schema is one that {@link #inferSchema} returned. Spark passes it like a schema of
   * the user, but only inferred ones carry dtypes. Where both say the same, they mean the same.
   */
  private static boolean isInferred(StructType schema) {
    return schema.isEmpty()
        || Arrays.stream(schema.fields())
            .anyMatch(field -> field.metadata().contains(ArrayColumns.DTYPE_KEY));
  }
}
