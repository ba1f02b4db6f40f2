package io.memmap.spark.internal.stream.source;

import io.memmap.spark.internal.options.StreamOptions;
import org.apache.spark.sql.connector.read.streaming.CompositeReadLimit;
import org.apache.spark.sql.connector.read.streaming.ReadLimit;
import org.apache.spark.sql.connector.read.streaming.ReadMaxFiles;
import org.apache.spark.sql.connector.read.streaming.ReadMaxRows;

/** Most rows and files of a micro-batch. */
record TriggerLimits(long rows, long files) {
  static final TriggerLimits NONE = new TriggerLimits(Long.MAX_VALUE, Long.MAX_VALUE);

  /** What options say, in the form in which Spark hands it back for each micro-batch. */
  static ReadLimit asked(StreamOptions options) {
    boolean rows = options.maxRows().isPresent();
    boolean files = options.maxFiles().isPresent();
    if (rows && files) {
      return ReadLimit.compositeLimit(
          new ReadLimit[] {
            ReadLimit.maxRows(options.maxRows().getAsLong()),
            ReadLimit.maxFiles(options.maxFiles().getAsInt())
          });
    }
    if (rows) {
      return ReadLimit.maxRows(options.maxRows().getAsLong());
    }
    return files ? ReadLimit.maxFiles(options.maxFiles().getAsInt()) : ReadLimit.allAvailable();
  }

  /** The limits of a micro-batch; those that no option of this source makes have no effect. */
  static TriggerLimits of(ReadLimit limit) {
    TriggerLimits limits = NONE;
    if (limit instanceof CompositeReadLimit several) {
      for (ReadLimit one : several.getReadLimits()) {
        limits = limits.and(of(one));
      }
    } else if (limit instanceof ReadMaxRows most) {
      limits = new TriggerLimits(most.maxRows(), Long.MAX_VALUE);
    } else if (limit instanceof ReadMaxFiles most) {
      limits = new TriggerLimits(Long.MAX_VALUE, most.maxFiles());
    }
    return limits;
  }

  private TriggerLimits and(TriggerLimits other) {
    return new TriggerLimits(Math.min(rows, other.rows), Math.min(files, other.files));
  }
}
