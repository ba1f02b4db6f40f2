package io.memmap.spark.write;

import java.util.Arrays;
import java.util.Locale;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.write.Write;

/** What the SQL tab shows of a write. Spark makes each metric anew by its public constructor. */
public final class WriteMetrics {
  static final CustomTaskMetric[] NONE = {};

  /** Spark 3.5 shows metrics of tasks only. */
  private static final boolean DRIVER_REPORTS =
      Arrays.stream(Write.class.getMethods())
          .anyMatch(method -> method.getName().equals("reportDriverMetrics"));

  private WriteMetrics() {}

  static CustomTaskMetric[] times(WriteTimes times) {
    return new CustomTaskMetric[] {
      new TaskValue(TimeStaging.NAME, times.stagingMillis()),
      new TaskValue(TimePublishing.NAME, times.publishingMillis())
    };
  }

  static CustomMetric[] all() {
    return DRIVER_REPORTS
        ? new CustomMetric[] {
          new RowsWritten(), new BytesWritten(), new TimeStaging(), new TimePublishing()
        }
        : new CustomMetric[] {new RowsWritten(), new BytesWritten()};
  }

  static CustomTaskMetric[] values(long rows, long bytes) {
    return new CustomTaskMetric[] {
      new TaskValue(RowsWritten.NAME, rows), new TaskValue(BytesWritten.NAME, bytes)
    };
  }

  private record TaskValue(String name, long value) implements CustomTaskMetric {}

  /** Rows staged by all tasks. */
  public static final class RowsWritten extends Count {
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
  public static final class BytesWritten extends Count {
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

  /** From the first task to the last, as the driver sees it. */
  public static final class TimeStaging extends Milliseconds {
    static final String NAME = "timeStaging";

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String description() {
      return "time staging";
    }
  }

  /** From the last task to the published file. */
  public static final class TimePublishing extends Milliseconds {
    static final String NAME = "timePublishing";

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String description() {
      return "time publishing";
    }
  }

  /** With its thousands set apart, as Spark's own metrics. */
  private abstract static class Count implements CustomMetric {
    @Override
    public String aggregateTaskMetrics(long[] values) {
      return String.format(Locale.ROOT, "%,d", Arrays.stream(values).sum());
    }
  }

  private abstract static class Milliseconds implements CustomMetric {
    @Override
    public String aggregateTaskMetrics(long[] values) {
      return String.format(Locale.ROOT, "%,d ms", Arrays.stream(values).sum());
    }
  }
}
