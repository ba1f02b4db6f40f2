package io.memmap.bench;

import java.util.List;

/**
 * Seconds of several runs. Noise only adds time, so the minimum is the time on a quiet machine; the
 * median is the time to expect.
 */
record Statistics(double min, double median) {
  private static final double NANOSECOND = 1e-9;

  static Statistics of(List<Double> seconds) {
    if (seconds.isEmpty()) {
      throw new IllegalArgumentException("there are no runs");
    }
    double[] sorted = seconds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Statistics(sorted[0], median);
  }

  /**
   * Subtracts minimum from minimum and median from median; the results are a nanosecond at least.
   */
  Statistics minus(Statistics other) {
    return new Statistics(
        Math.max(NANOSECOND, min - other.min), Math.max(NANOSECOND, median - other.median));
  }
}
