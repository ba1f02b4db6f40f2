package io.memmap.spark.internal.write;

import io.memmap.spark.internal.metric.CountMetric;
import io.memmap.spark.internal.metric.SizeMetric;
import io.memmap.spark.internal.metric.TimeMetric;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.write.Write;

/** The metrics of a write, which the SQL tab shows. */
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

  /** From the start of the first task to the end of the last, as the driver sees it. */
  public static final class TimeStaging extends TimeMetric {
    public TimeStaging() {
      super("timeStaging", "time staging");
    }
  }

  /** From the end of the last task to the published file. */
  public static final class TimePublishing extends TimeMetric {
    public TimePublishing() {
      super("timePublishing", "time publishing");
    }
  }

  /** The times at which the driver begins and ends the two halves of a write. */
  public static final class Times {
    private volatile long begun;
    private volatile long staged;
    private volatile long published;

    void begin() {
      begun = System.nanoTime();
    }

    void staged() {
      staged = System.nanoTime();
    }

    void published() {
      published = System.nanoTime();
    }

    long stagingMillis() {
      return TimeUnit.NANOSECONDS.toMillis(stagingNanos());
    }

    long publishingMillis() {
      return TimeUnit.NANOSECONDS.toMillis(publishingNanos());
    }

    private long stagingNanos() {
      return Math.max(0, staged - begun);
    }

    private long publishingNanos() {
      return Math.max(0, published - staged);
    }

    CustomTaskMetric[] values() {
      return new CustomTaskMetric[] {
        TIME_STAGING.reported(stagingNanos()), TIME_PUBLISHING.reported(publishingNanos())
      };
    }
  }

  /**
   * Decides when a task reports its metrics. Spark asks every hundred rows and once more after the
   * last row. To take an answer costs Spark more than a hundred rows cost {@link
   * ArrayDataWriter#writeAll}, so most answers are empty there. Where Spark writes row by row, the
   * writer cannot know which call is the last, so every answer counts.
   */
  static final class Pace {
    private static final long ROWS_PER_REPORT = 1 << 20;

    private boolean rowByRow = true;
    private boolean ended;
    private long reported;

    /** Says that {@link #end} will be called after the last row. */
    void reportAtTheEnd() {
      rowByRow = false;
    }

    void end() {
      ended = true;
    }

    /**
     * Whether to report now.
     *
     * @param rows written so far
     */
    boolean isDue(long rows) {
      if (!rowByRow && !ended && rows - reported < ROWS_PER_REPORT) {
        return false;
      }
      reported = rows;
      return true;
    }
  }
}
