package io.memmap.spark.internal.table;

import io.memmap.spark.internal.options.WriteOptions;
import io.memmap.spark.internal.write.commit.WriteAction;
import java.util.Set;
import org.apache.spark.sql.connector.catalog.StagedTable;
import org.apache.spark.sql.connector.catalog.SupportsWrite;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.write.BatchWrite;
import org.apache.spark.sql.connector.write.LogicalWriteInfo;
import org.apache.spark.sql.connector.write.PhysicalWriteInfo;
import org.apache.spark.sql.connector.write.WriteBuilder;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * An array that a query creates. Its write publishes the array in one step, so commit and abort
 * have nothing to do.
 */
public final class StagedArray implements StagedTable, SupportsWrite {
  private final MemmapSink sink;
  private final WriteOptions options;
  private final StructType schema;

  public StagedArray(CaseInsensitiveStringMap options, StructType schema, WriteAction action) {
    this.options = WriteOptions.of(options);
    this.sink = MemmapSink.ofTable(this.options, schema, action);
    this.schema = schema;
  }

  /**
   * Writes an array without rows.
   *
   * @throws IllegalArgumentException if the file would have no header
   */
  public void makeEmpty() {
    if (!options.hasHeader()) {
      throw TableErrors.tableStays(
          options.location().toString(),
          "CREATE TABLE without rows",
          "a file without a header does not say what it is; name a file *.npy, or add AS SELECT");
    }
    LogicalWriteInfo info = new NoRows(schema);
    BatchWrite write = sink.newWriteBuilder(info).build().toBatch();
    PhysicalWriteInfo none = () -> 0;
    write.createBatchWriterFactory(none);
    WriterCommitMessage[] nothing = {};
    try {
      write.commit(nothing);
    } catch (RuntimeException e) {
      write.abort(nothing);
      throw e;
    }
  }

  @Override
  public String name() {
    return sink.name();
  }

  /** Spark 3.5 and 4.0 call this; later versions call {@code columns()}. */
  @Override
  @SuppressWarnings("deprecation")
  public StructType schema() {
    return schema;
  }

  @Override
  public Set<TableCapability> capabilities() {
    return sink.capabilities();
  }

  @Override
  public WriteBuilder newWriteBuilder(LogicalWriteInfo info) {
    return sink.newWriteBuilder(info);
  }

  @Override
  public void commitStagedChanges() {}

  @Override
  public void abortStagedChanges() {}

  private record NoRows(StructType schema) implements LogicalWriteInfo {
    @Override
    public String queryId() {
      return "create";
    }

    @Override
    public CaseInsensitiveStringMap options() {
      return CaseInsensitiveStringMap.empty();
    }
  }
}
