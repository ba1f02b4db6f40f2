package io.memmap.spark;

import io.memmap.spark.write.WriteAction;
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
  private boolean replaces;

  AppendOrReplace(WriteOptions options, StructType schema, LogicalWriteInfo info) {
    this.options = options;
    this.schema = schema;
    this.info = info;
  }

  @Override
  public WriteBuilder truncate() {
    replaces = true;
    return this;
  }

  @Override
  public Write build() {
    WriteAction append = Files.exists(options.path()) ? WriteAction.APPEND : WriteAction.CREATE;
    WriteAction action = replaces ? WriteAction.REPLACE : append;
    return new MemmapSink(options, schema, action).newWriteBuilder(info).build();
  }
}
