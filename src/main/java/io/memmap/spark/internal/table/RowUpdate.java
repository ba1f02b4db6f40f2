package io.memmap.spark.internal.table;

import io.memmap.spark.internal.options.WriteOptions;
import io.memmap.spark.internal.read.MetadataColumns;
import io.memmap.spark.internal.resolve.ResolvedArray;
import io.memmap.spark.internal.write.commit.WriteAction;
import java.util.Optional;
import org.apache.spark.sql.connector.expressions.Expressions;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.write.DeltaWriteBuilder;
import org.apache.spark.sql.connector.write.LogicalWriteInfo;
import org.apache.spark.sql.connector.write.SupportsDelta;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * {@code UPDATE} and {@code MERGE}: the changed values are written in place, and no other bytes.
 */
final class RowUpdate implements SupportsDelta {
  private final CatalogTable table;
  private final WriteOptions options;
  private final Command command;
  private final ResolvedArray array;
  private final Optional<PendingUpdate> pending;
  private final RowIds ids;

  /**
   * A statement on a table.
   *
   * @param array the table's array, perhaps with an unfinished update
   * @param pending that update
   */
  RowUpdate(
      CatalogTable table,
      ResolvedArray array,
      Optional<PendingUpdate> pending,
      WriteOptions options,
      Command command) {
    this.table = table;
    this.array = array;
    this.pending = pending;
    this.ids = new RowIds(array);
    this.options = options;
    this.command = command;
  }

  @Override
  public Command command() {
    return command;
  }

  @Override
  public NamedReference[] rowId() {
    return ids.references();
  }

  /** Metadata columns that statements may name. Their values are not written. */
  @Override
  public NamedReference[] requiredMetadataAttributes() {
    return new NamedReference[] {Expressions.column(MetadataColumns.FILE_NAME)};
  }

  @Override
  public ScanBuilder newScanBuilder(CaseInsensitiveStringMap more) {
    return pending.isPresent()
        ? table.newScanBuilder(array, pending.get())
        : table.newScanBuilder(more);
  }

  @Override
  public DeltaWriteBuilder newWriteBuilder(LogicalWriteInfo info) {
    MemmapSink sink = new MemmapSink(options, table.schema(), WriteAction.UPDATE);
    return sink.newUpdateBuilder(info, ids, pending).andThen(table::refreshCached);
  }
}
