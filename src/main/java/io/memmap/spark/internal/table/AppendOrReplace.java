package io.memmap.spark.internal.table;

import io.memmap.spark.internal.files.FileChecks;
import io.memmap.spark.internal.options.WriteOptions;
import io.memmap.spark.internal.write.commit.WriteAction;
import java.nio.file.Files;
import org.apache.spark.sql.connector.write.LogicalWriteInfo;
import org.apache.spark.sql.connector.write.SupportsTruncate;
import org.apache.spark.sql.connector.write.Write;
import org.apache.spark.sql.connector.write.WriteBuilder;
import org.apache.spark.sql.types.StructType;

/** A write into a table, which learns last whether its rows replace the array or follow it. */
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
   * The same for a table to which rows can't always be appended.
   *
   * @param beforeAppend throws if rows can't be appended; not called where the array is replaced
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
    FileChecks.forWriting(options.path()); // a folder that the catalog made is no array
    if (!replaces) {
      beforeAppend.run();
    }
    WriteAction append = Files.exists(options.path()) ? WriteAction.APPEND : WriteAction.CREATE;
    WriteAction action = replaces ? WriteAction.REPLACE : append;
    return new MemmapSink(options, schema, action).newWriteBuilder(info).build();
  }
}
