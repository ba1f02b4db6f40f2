package io.memmap.spark.internal.metric;

import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** A time that tasks report in nanoseconds, because each may take less than a millisecond. */
public abstract class TimeMetric extends SumMetric {
  private static final double SECOND = 1_000;
  private static final double MINUTE = 60 * SECOND;
  private static final double HOUR = 60 * MINUTE;

  protected TimeMetric(String name, String description) {
    super(name, description);
  }

  @Override
  final String shown(long sum) {
    long millis = TimeUnit.NANOSECONDS.toMillis(sum);
    if (millis < SECOND) {
      return millis + " ms";
    }
    if (millis < MINUTE) {
      return String.format(Locale.ROOT, "%.1f s", millis / SECOND);
    }
    return millis < HOUR
        ? String.format(Locale.ROOT, "%.1f m", millis / MINUTE)
        : String.format(Locale.ROOT, "%.2f h", millis / HOUR);
  }
}
