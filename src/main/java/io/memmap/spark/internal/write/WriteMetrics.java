package io.memmap.spark.internal.write;

import io.memmap.spark.internal.metric.CountMetric;
import io.memmap.spark.internal.metric.SizeMetric;
import io.memmap.spark.internal.metric.TimeMetric;
import java.util.Arrays;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.write.Write;

/** What the SQL tab shows of a write. */
public final class WriteMetrics {
  static final CustomTaskMetric[] NONE = {};

  private static final RecordsWritten RECORDS_WRITTEN = new RecordsWritten();
  private static final BytesWritten BYTES_WRITTEN = new BytesWritten();
  private static final TimeStaging TIME_STAGING = new TimeStaging();
  private static final TimePublishing TIME_PUBLISHING = new TimePublishing();

  /** Spark 3.5 shows metrics of tasks only. */
  private static final boolean DRIVER_REPORTS =
      Arrays.stream(Write.class.getMethods())
          .anyMatch(method -> method.getName().equals("reportDriverMetrics"));

  private WriteMetrics() {}

  static CustomMetric[] all() {
    return DRIVER_REPORTS
        ? new CustomMetric[] {RECORDS_WRITTEN, BYTES_WRITTEN, TIME_STAGING, TIME_PUBLISHING}
        : new CustomMetric[] {RECORDS_WRITTEN, BYTES_WRITTEN};
  }

  static CustomTaskMetric[] times(WriteTimes times) {
    return new CustomTaskMetric[] {
      TIME_STAGING.reported(times.stagingNanos()), TIME_PUBLISHING.reported(times.publishingNanos())
    };
  }

  static CustomTaskMetric[] values(long rows, long bytes) {
    return new CustomTaskMetric[] {RECORDS_WRITTEN.reported(rows), BYTES_WRITTEN.reported(bytes)};
  }

  /** Rows staged by all tasks. Spark counts metrics of this name as the output of a task. */
  public static final class RecordsWritten extends CountMetric {
    public RecordsWritten() {
      super("recordsWritten", "rows written");
    }
  }

  /** Bytes staged by all tasks. Spark counts metrics of this name as the output of a task. */
  public static final class BytesWritten extends SizeMetric {
    public BytesWritten() {
      super("bytesWritten", "bytes written");
    }
  }

  /** From the first task to the last, as the driver sees it. */
  public static final class TimeStaging extends TimeMetric {
    public TimeStaging() {
      super("timeStaging", "time staging");
    }
  }

  /** From the last task to the published file. */
  public static final class TimePublishing extends TimeMetric {
    public TimePublishing() {
      super("timePublishing", "time publishing");
    }
  }
}
