package io.memmap.spark.internal.metric;

import java.util.Locale;

/** A number of things: {@code 1,234,567}. */
public abstract class CountMetric extends SumMetric {

  protected CountMetric(String name, String description) {
    super(name, description);
  }

  @Override
  final String shown(long sum) {
    return String.format(Locale.ROOT, "%,d", sum);
  }
}
