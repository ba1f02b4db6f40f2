package io.memmap.spark.internal.metric;

import java.util.Arrays;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;

/**
 * The sum of what tasks, or the driver, report. Spark makes each metric anew by the public
 * constructor of its class, which has no parameters.
 */
public abstract class SumMetric implements CustomMetric {
  private final String name;
  private final String description;

  /**
   * Names a metric.
   *
   * @param name by which reports find it
   * @param description as the SQL tab shows it
   */
  protected SumMetric(String name, String description) {
    this.name = name;
    this.description = description;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final String description() {
    return description;
  }

  /** What one task, or the driver, reports. */
  public final CustomTaskMetric reported(long value) {
    return new Report(name, value);
  }

  @Override
  public final String aggregateTaskMetrics(long[] values) {
    return shown(Arrays.stream(values).sum());
  }

  /** As Spark's own metrics of this kind look. */
  abstract String shown(long sum);

  private record Report(String name, long value) implements CustomTaskMetric {}
}
