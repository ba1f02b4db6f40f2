package io.memmap.spark.internal.table;

import io.memmap.spark.internal.files.PathErrors;
import io.memmap.spark.internal.files.TargetFile;
import io.memmap.spark.internal.options.WriteOptions;
import io.memmap.spark.internal.stream.sink.SinkOptions;
import io.memmap.spark.internal.stream.sink.StreamWrite;
import io.memmap.spark.internal.write.commit.StreamedFile;
import io.memmap.spark.internal.write.commit.WriteAction;
import io.memmap.storage.file.Location;
import java.io.IOException;
import org.apache.spark.sql.connector.write.LogicalWriteInfo;
import org.apache.spark.sql.connector.write.SupportsTruncate;
import org.apache.spark.sql.connector.write.Write;
import org.apache.spark.sql.connector.write.WriteBuilder;

/**
 * The builder of the write of one epoch of a stream. Spark says last whether its rows replace the
 * file, in output mode complete, or are appended.
 */
final class StreamedRows implements WriteBuilder, SupportsTruncate {
  private final WriteOptions options;
  private final LogicalWriteInfo info;
  private boolean replaces;

  StreamedRows(WriteOptions options, LogicalWriteInfo info) {
    this.options = options;
    this.info = info;
  }

  @Override
  public WriteBuilder truncate() {
    replaces = true;
    return this;
  }

  @Override
  public Write build() {
    SinkOptions.check(options, replaces);
    TargetFile.Found found = options.target().found();
    if (!replaces && found.place().isLocal()) {
      refuseOtherFile(found.place());
    }
    if (!replaces && options.updates()) {
      options.target().refuseUnreadable();
    }
    MemmapSink sink = new MemmapSink(options, info.schema(), action(found.exists()));
    return new StreamWrite(sink.newWriteBuilder(info).build(), info.queryId());
  }

  private WriteAction action(boolean exists) {
    if (replaces) {
      return WriteAction.REPLACE;
    }
    if (options.updates()) {
      return WriteAction.UPDATE;
    }
    return exists ? WriteAction.APPEND : WriteAction.CREATE;
  }

  /** Before its header is read, which may contradict the options. */
  private void refuseOtherFile(Location file) {
    try {
      new StreamedFile(file.path(), info.queryId()).refuseOther();
    } catch (IOException e) {
      throw PathErrors.notSeen(file.toString(), e);
    }
  }
}
