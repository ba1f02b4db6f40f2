package io.memmap.spark;

import io.memmap.spark.internal.files.FileChecks;
import io.memmap.spark.internal.files.FileNames;
import io.memmap.spark.internal.files.NaturalOrder;
import io.memmap.spark.internal.files.PathErrors;
import io.memmap.spark.internal.options.PathOption;
import io.memmap.spark.internal.options.Storages;
import io.memmap.spark.internal.read.rows.RowBlockFunction;
import io.memmap.spark.internal.table.CatalogTable;
import io.memmap.spark.internal.table.StagedArray;
import io.memmap.spark.internal.table.TableErrors;
import io.memmap.spark.internal.table.TableName;
import io.memmap.spark.internal.version.ConnectorVersion;
import io.memmap.spark.internal.write.commit.WriteAction;
import io.memmap.storage.file.Location;
import io.memmap.storage.publish.InterruptedUpdate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.analysis.NoSuchFunctionException;
import org.apache.spark.sql.catalyst.analysis.NoSuchNamespaceException;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.catalyst.analysis.TableAlreadyExistsException;
import org.apache.spark.sql.connector.catalog.FunctionCatalog;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.StagedTable;
import org.apache.spark.sql.connector.catalog.StagingTableCatalog;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableChange;
import org.apache.spark.sql.connector.catalog.functions.UnboundFunction;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * A catalog in which each path is a table:
 *
 * <pre>{@code
 * spark.sql.catalog.arrays=io.memmap.spark.MemmapCatalog
 *
 * SELECT avg(_c0) FROM arrays.`data.npy`;
 * SELECT avg(_c0) FROM arrays.`data.dat?dtype=float32&shape=1000,1000`;
 * CREATE TABLE arrays.`copy.npy` AS SELECT * FROM arrays.`data.npy`;
 * }</pre>
 *
 * <p>The catalog stores nothing. {@link MemmapOptions} after a question mark describe a file
 * without a header; options of the catalog, such as {@code spark.sql.catalog.arrays.access=read},
 * hold for all its tables. Files are never deleted, except by {@code DROP TABLE ... PURGE}.
 */
@SuppressWarnings("deprecation") // the one set of methods that is the same in all Sparks
public final class MemmapCatalog implements StagingTableCatalog, FunctionCatalog {
  private String name;
  private CaseInsensitiveStringMap defaults = CaseInsensitiveStringMap.empty();

  @Override
  public void initialize(String catalog, CaseInsensitiveStringMap options) {
    ConnectorVersion.sayOnce();
    name = catalog;
    defaults = options;
  }

  @Override
  public String name() {
    return name;
  }

  private TableName table(Identifier identifier) {
    return TableName.of(identifier, defaults);
  }

  /** The table of a path or pattern. Its files are looked at when its columns are needed. */
  @Override
  public Table loadTable(Identifier identifier) throws NoSuchTableException {
    TableName table = table(identifier);
    if (!table.exists()) {
      throw new NoSuchTableException(identifier);
    }
    return new CatalogTable(qualified(identifier), table.options(Map.of()));
  }

  /** The full name in SQL, quoted where needed. */
  private String qualified(Identifier identifier) {
    String[] namespace = identifier.namespace();
    String[] whole = new String[namespace.length + 1];
    whole[0] = name;
    System.arraycopy(namespace, 0, whole, 1, namespace.length);
    return Identifier.of(whole, identifier.name()).toString();
  }

  /** Whether a file of that name exists, be it an array or not, so that it can be replaced. */
  @Override
  public boolean tableExists(Identifier identifier) {
    return table(identifier).exists();
  }

  /** The files of a folder, except those whose names begin with a dot or an underscore. */
  @Override
  public Identifier[] listTables(String[] namespace) throws NoSuchNamespaceException {
    Location folder = PathOption.location(String.join("/", namespace));
    try {
      return (folder.isLocal() ? filesIn(folder.path()) : Storages.filesIn(folder, defaults))
          .stream()
              .sorted(NaturalOrder.INSTANCE)
              .filter(file -> !FileNames.isHidden(file))
              .map(file -> Identifier.of(namespace, file))
              .toArray(Identifier[]::new);
    } catch (NoSuchFileException | NotDirectoryException e) {
      throw new NoSuchNamespaceException(namespace);
    } catch (IOException e) {
      throw PathErrors.badFile(folder.toString(), "cannot be listed (" + e.getMessage() + ")");
    }
  }

  private static List<String> filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).map(file -> file.getFileName().toString()).toList();
    }
  }

  /** Returns no function, since users call none. */
  @Override
  public Identifier[] listFunctions(String[] namespace) {
    return new Identifier[0];
  }

  /** The functions in which scans report the partitioning of their rows. */
  @Override
  public UnboundFunction loadFunction(Identifier identifier) throws NoSuchFunctionException {
    return RowBlockFunction.of(identifier.name())
        .orElseThrow(() -> new NoSuchFunctionException(identifier));
  }

  /** Creates an array without rows, which only a file with a header can hold. */
  @Override
  public Table createTable(
      Identifier identifier,
      StructType schema,
      Transform[] partitions,
      Map<String, String> properties)
      throws TableAlreadyExistsException {
    stagedAnew(identifier, schema, partitions, properties).makeEmpty();
    try {
      return loadTable(identifier);
    } catch (NoSuchTableException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public StagedTable stageCreate(
      Identifier identifier,
      StructType schema,
      Transform[] partitions,
      Map<String, String> properties)
      throws TableAlreadyExistsException {
    return stagedAnew(identifier, schema, partitions, properties);
  }

  @Override
  public StagedTable stageReplace(
      Identifier identifier,
      StructType schema,
      Transform[] partitions,
      Map<String, String> properties)
      throws NoSuchTableException {
    if (!table(identifier).exists()) {
      throw new NoSuchTableException(identifier);
    }
    return stageCreateOrReplace(identifier, schema, partitions, properties);
  }

  @Override
  public StagedTable stageCreateOrReplace(
      Identifier identifier,
      StructType schema,
      Transform[] partitions,
      Map<String, String> properties) {
    return new StagedArray(
        table(identifier).forCreating(partitions, properties), schema, WriteAction.REPLACE);
  }

  private StagedArray stagedAnew(
      Identifier identifier,
      StructType schema,
      Transform[] partitions,
      Map<String, String> properties)
      throws TableAlreadyExistsException {
    TableName table = table(identifier);
    if (table.exists()) {
      throw new TableAlreadyExistsException(identifier);
    }
    return new StagedArray(table.forCreating(partitions, properties), schema, WriteAction.CREATE);
  }

  @Override
  public Table alterTable(Identifier identifier, TableChange... changes) {
    throw TableErrors.tableStays(
        table(identifier).path(), "ALTER TABLE", "write it anew with CREATE OR REPLACE TABLE");
  }

  /** Refuses {@code DROP TABLE} without {@code PURGE}, since it would delete a user's file. */
  @Override
  public boolean dropTable(Identifier identifier) {
    TableName table = table(identifier);
    if (!table.exists()) {
      return false;
    }
    throw TableErrors.tableStays(
        table.path(), "DROP TABLE", "add PURGE to delete the file, or delete it yourself");
  }

  @Override
  public boolean purgeTable(Identifier identifier) {
    TableName table = table(identifier);
    Location location = table.location();
    if (!location.isLocal()) {
      return Storages.remove(location, table.options(Map.of()));
    }
    Path path = location.path();
    FileChecks.refusePattern(path, Storages.ONE_IS_DELETED);
    try {
      if (Files.isDirectory(path)) {
        throw PathErrors.badFile(path.toString(), "is a directory, which is never deleted");
      }
      boolean deleted = Files.deleteIfExists(path);
      InterruptedUpdate.forget(path, table.locking());
      return deleted;
    } catch (IOException e) {
      throw PathErrors.badFile(path.toString(), "cannot be deleted (" + e.getMessage() + ")");
    }
  }

  @Override
  public void renameTable(Identifier from, Identifier to) {
    throw TableErrors.tableStays(table(from).path(), "RENAME", "rename the file yourself");
  }
}
