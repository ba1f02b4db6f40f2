package io.memmap.spark.internal.table;

import io.memmap.spark.internal.options.WriteOptions;
import io.memmap.spark.internal.write.commit.WriteAction;
import org.apache.spark.sql.connector.write.LogicalWriteInfo;
import org.apache.spark.sql.connector.write.SupportsTruncate;
import org.apache.spark.sql.connector.write.Write;
import org.apache.spark.sql.connector.write.WriteBuilder;
import org.apache.spark.sql.types.StructType;

/**
 * The builder of a write into a table. Spark says last whether the rows replace the array or are
 * appended.
 */
final class AppendOrReplace implements WriteBuilder, SupportsTruncate {
  private final WriteOptions options;
  private final StructType schema;
  private final LogicalWriteInfo info;
  private final Runnable beforeAppend;
  private boolean replaces;

  AppendOrReplace(WriteOptions options, StructType schema, LogicalWriteInfo info) {
    this(options, schema, info, () -> {});
  }

  /**
   * A write into a table that may refuse appended rows.
   *
   * @param beforeAppend throws if rows cannot be appended; not called if the array is replaced
   */
  AppendOrReplace(
      WriteOptions options, StructType schema, LogicalWriteInfo info, Runnable beforeAppend) {
    this.options = options;
    this.schema = schema;
    this.info = info;
    this.beforeAppend = beforeAppend;
  }

  @Override
  public WriteBuilder truncate() {
    replaces = true;
    return this;
  }

  @Override
  public Write build() {
    // The catalog may have made a folder there, which is refused here
    boolean exists = options.target().found().exists();
    if (!replaces) {
      beforeAppend.run();
    }
    WriteAction append = exists ? WriteAction.APPEND : WriteAction.CREATE;
    WriteAction action = replaces ? WriteAction.REPLACE : append;
    return new MemmapSink(options, schema, action).newWriteBuilder(info).build();
  }
}
