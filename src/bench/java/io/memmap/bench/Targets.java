package io.memmap.bench;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What reader and writer are meant to reach, and whether this run says so. */
final class Targets {
  static final Targets READ =
      new Targets(
          new Target("1d/sum/memmap-mmap", "1d/sum/parquet", 3.5),
          new Target("1d/sum/memmap-mmap", "1d/sum/java-loop", 0.45),
          new Target("1000/rows/memmap-mmap-columns", "1000/rows/parquet-columns", 3.0),
          new Target("90/rows/memmap-mmap-columns", "101/rows/memmap-mmap-columns", 0.55));

  /** At most 1.5 times the time of noop for 1-D arrays, and at most twice for tables. */
  static final Targets WRITE =
      new Targets(
          new Target("1d/write/memmap", "1d/write/noop", 1 / 1.5),
          new Target("1d/write/memmap", "1d/write/parquet", 2.5),
          new Target("16/write/memmap", "16/write/noop", 0.5),
          new Target("1000/write/memmap", "1000/write/parquet", 6.0));

  /** Contiguous and strided sums against plain loops, contiguous ones against Parquet. */
  static final Targets AGGREGATE =
      new Targets(
          new Target("1d/aggregate/memmap", "1d/aggregate/java-loop", 0.8),
          new Target("1d/aggregate/memmap", "1d/aggregate/parquet", 8),
          new Target("1d-float64/aggregate/memmap", "1d-float64/aggregate/java-loop", 0.8),
          new Target("1d-float64/aggregate/memmap", "1d-float64/aggregate/parquet", 8),
          new Target("16/aggregate/memmap", "16/aggregate/java-loop", 0.8));

  private final List<Target> all;

  private Targets(Target... all) {
    this.all = List.of(all);
  }

  List<String> lines(Results results) {
    return all.stream().map(target -> target.line(results)).toList();
  }

  /** A contender that is to be at least {@code factor} times as fast, per cell, as another. */
  private record Target(String contender, String baseline, double factor) {

    String line(Results results) {
      String wanted =
          String.format(Locale.ROOT, "%-31s >= %.2f x %-31s", contender, factor, baseline);
      Optional<Results.Ratio> ratio = results.ratio(contender, baseline);
      return wanted + ratio.map(this::verdict).orElse("not measured");
    }

    private String verdict(Results.Ratio ratio) {
      return String.format(
          Locale.ROOT,
          "%.2f by median, %.2f by minimum: %s",
          ratio.byMedian(),
          ratio.byMin(),
          ratio.byMedian() >= factor ? "met" : "not met");
    }
  }
}
