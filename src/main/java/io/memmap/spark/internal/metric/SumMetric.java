package io.memmap.spark.internal.metric;

import java.util.Arrays;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;

/**
 * The sum of the values that tasks, or the driver, report. Spark instantiates each metric by the
 * public constructor of its class without parameters.
 */
public abstract class SumMetric implements CustomMetric {
  private final String name;
  private final String description;

  /**
   * Names a metric.
   *
   * @param name name in the reports of tasks
   * @param description text in the SQL tab
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

  /** The report of one task, or of the driver. */
  public final CustomTaskMetric reported(long value) {
    return new Report(name, value);
  }

  @Override
  public final String aggregateTaskMetrics(long[] values) {
    return shown(Arrays.stream(values).sum());
  }

  /** The sum in the form of Spark's own metrics of this kind. */
  abstract String shown(long sum);

  private record Report(String name, long value) implements CustomTaskMetric {}
}
