package io.memmap.spark;

import io.memmap.spark.write.WriteAction;
import java.nio.file.Files;
import java.util.Set;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.SupportsWrite;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.write.LogicalWriteInfo;
import org.apache.spark.sql.connector.write.SupportsTruncate;
import org.apache.spark.sql.connector.write.Write;
import org.apache.spark.sql.connector.write.WriteBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * A table that Spark's session catalog keeps, from version 4.0 on: its file is read and written
 * under a name, as by {@code df.writeTo(name).using("memmap").option("path", file).create()}. Its
 * columns are those that it was made with; the file may come later.
 */
final class NamedTable implements SupportsRead, SupportsWrite {
  private final MemmapTable table;
  private final CaseInsensitiveStringMap properties;
  private final StructType schema;

  NamedTable(MemmapTable table, CaseInsensitiveStringMap properties, StructType schema) {
    this.table = table;
    this.properties = properties;
    this.schema = schema;
  }

  @Override
  public String name() {
    return table.name();
  }

  /** Spark 4.0 asks for it; later ones have {@code columns()} beside it. */
  @Override
  @SuppressWarnings("deprecation")
  public StructType schema() {
    return schema;
  }

  @Override
  public Set<TableCapability> capabilities() {
    return Set.of(
        TableCapability.BATCH_READ,
        TableCapability.BATCH_WRITE,
        TableCapability.TRUNCATE,
        TableCapability.ACCEPT_ANY_SCHEMA);
  }

  @Override
  public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
    return table.newScanBuilder(options);
  }

  @Override
  public WriteBuilder newWriteBuilder(LogicalWriteInfo info) {
    return new SaveModeBuilder(info);
  }

  /** Learns last whether the rows replace the array or follow it. */
  private final class SaveModeBuilder implements WriteBuilder, SupportsTruncate {
    private final LogicalWriteInfo info;
    private boolean replaces;

    SaveModeBuilder(LogicalWriteInfo info) {
      this.info = info;
    }

    @Override
    public WriteBuilder truncate() {
      replaces = true;
      return this;
    }

    @Override
    public Write build() {
      WriteOptions options = WriteOptions.of(properties);
      boolean exists = Files.exists(options.path());
      WriteAction append = exists ? WriteAction.APPEND : WriteAction.CREATE;
      WriteAction action = replaces ? WriteAction.REPLACE : append;
      return new MemmapSink(options, schema, action).newWriteBuilder(info).build();
    }
  }
}
