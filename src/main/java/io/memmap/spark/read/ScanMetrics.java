package io.memmap.spark.read;

import io.memmap.storage.IoCounters;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomSumMetric;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;

/** What the SQL tab shows of a scan. Spark makes each metric anew by its public constructor. */
public final class ScanMetrics {
  private ScanMetrics() {}

  static CustomMetric[] all() {
    return new CustomMetric[] {new BytesMapped(), new Windows(), new BytesRead()};
  }

  static CustomTaskMetric[] values(IoCounters counters) {
    return new CustomTaskMetric[] {
      new TaskValue(BytesMapped.NAME, counters.bytesMapped()),
      new TaskValue(Windows.NAME, counters.windows()),
      new TaskValue(BytesRead.NAME, counters.bytesRead())
    };
  }

  private record TaskValue(String name, long value) implements CustomTaskMetric {}

  /** Bytes of address space mapped by all tasks, whether touched or not. */
  public static final class BytesMapped extends CustomSumMetric {
    static final String NAME = "bytesMapped";

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String description() {
      return "bytes mapped";
    }
  }

  /** Mappings made by all tasks. */
  public static final class Windows extends CustomSumMetric {
    static final String NAME = "windowsMapped";

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String description() {
      return "windows mapped";
    }
  }

  /** Bytes copied by positional reads. */
  public static final class BytesRead extends CustomSumMetric {
    static final String NAME = "bytesRead";

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String description() {
      return "bytes read by copying";
    }
  }
}
