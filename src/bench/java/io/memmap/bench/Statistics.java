package io.memmap.bench;

import java.util.List;

/**
 * Seconds of several runs. Noise only ever adds time: the minimum is the machine at its quietest,
 * the median what one may expect.
 */
record Statistics(double min, double median) {
  private static final double NANOSECOND = 1e-9;

  static Statistics of(List<Double> seconds) {
    if (seconds.isEmpty()) {
      throw new IllegalArgumentException("no run to speak of");
    }
    double[] sorted = seconds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Statistics(sorted[0], median);
  }

  /** Minimum less minimum, and median less median; not below a nanosecond. */
  Statistics minus(Statistics other) {
    return new Statistics(
        Math.max(NANOSECOND, min - other.min), Math.max(NANOSECOND, median - other.median));
  }
}
