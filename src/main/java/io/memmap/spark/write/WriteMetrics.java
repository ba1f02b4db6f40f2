package io.memmap.spark.write;

import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomSumMetric;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;

/** What the SQL tab shows of a write. Spark makes each metric anew by its public constructor. */
public final class WriteMetrics {
  static final CustomTaskMetric[] NONE = {};

  private WriteMetrics() {}

  static CustomMetric[] all() {
    return new CustomMetric[] {new RowsWritten(), new BytesWritten()};
  }

  static CustomTaskMetric[] values(long rows, long bytes) {
    return new CustomTaskMetric[] {
      new TaskValue(RowsWritten.NAME, rows), new TaskValue(BytesWritten.NAME, bytes)
    };
  }

  private record TaskValue(String name, long value) implements CustomTaskMetric {}

  /** Rows staged by all tasks. */
  public static final class RowsWritten extends CustomSumMetric {
    static final String NAME = "rowsWritten";

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String description() {
      return "rows written";
    }
  }

  /** Bytes staged by all tasks. */
  public static final class BytesWritten extends CustomSumMetric {
    static final String NAME = "bytesWritten";

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String description() {
      return "bytes written";
    }
  }
}
