package io.memmap.spark.internal.table;

import io.memmap.spark.internal.options.WriteOptions;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.spark.sql.connector.catalog.MetadataColumn;
import org.apache.spark.sql.connector.catalog.SupportsMetadataColumns;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.SupportsWrite;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.write.LogicalWriteInfo;
import org.apache.spark.sql.connector.write.WriteBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * A table of Spark's session catalog, which Spark 4.0 and later read and write under a name, as by
 * {@code df.writeTo(name).using("memmap").option("path", file).create()}. Its columns are those of
 * its creation; the file may be written later.
 */
public final class NamedTable implements SupportsRead, SupportsWrite, SupportsMetadataColumns {
  private final MemmapTable table;
  private final CaseInsensitiveStringMap properties;
  private final StructType schema;

  public NamedTable(MemmapTable table, CaseInsensitiveStringMap properties, StructType schema) {
    this.table = table;
    this.properties = properties;
    this.schema = schema;
  }

  @Override
  public String name() {
    return table.name();
  }

  @Override
  public Map<String, String> properties() {
    return TableProperties.of(properties);
  }

  /** Spark finds a cached table by equality. */
  @Override
  public boolean equals(Object other) {
    return other instanceof NamedTable named
        && properties.equals(named.properties)
        && schema.equals(named.schema);
  }

  @Override
  public int hashCode() {
    return Objects.hash(properties, schema);
  }

  /** Spark 4.0 calls this; later versions call {@code columns()}. */
  @Override
  @SuppressWarnings("deprecation")
  public StructType schema() {
    return schema;
  }

  @Override
  public MetadataColumn[] metadataColumns() {
    return table.metadataColumns();
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
    return new AppendOrReplace(WriteOptions.of(properties), schema, info);
  }
}
