package io.memmap.spark.internal.metric;

import java.util.List;
import java.util.Locale;

/** A number of bytes: {@code 12.0 MiB}. */
public abstract class SizeMetric extends SumMetric {
  private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB");

  protected SizeMetric(String name, String description) {
    super(name, description);
  }

  /** Shows up to 2,047 of a unit, as Spark does ({@code Utils.bytesToString}). */
  @Override
  final String shown(long sum) {
    int unit = 0;
    while (sum >> (10 * unit) >= 2048) {
      unit++;
    }
    return String.format(
        Locale.ROOT, "%.1f %s", Math.scalb((double) sum, -10 * unit), UNITS.get(unit));
  }
}
