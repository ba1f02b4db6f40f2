package io.memmap.bench;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Speeds that the connector is to reach. The report says which of them a run has reached. */
final class Targets {
  static final Targets READ =
      new Targets(
          new Target("1d/sum/memmap-mmap", "1d/sum/parquet", 3.5),
          new Target("1d/sum/memmap-mmap", "1d/sum/java-loop", 0.45),
          new Target("1000/rows/memmap-mmap-columns", "1000/rows/parquet-columns", 3.0),
          new Target("90/rows/memmap-mmap-columns", "101/rows/memmap-mmap-columns", 0.55));

  /**
   * A write takes at most 1.5 times the time of noop for 1-D arrays, and at most twice for tables.
   */
  static final Targets WRITE =
      new Targets(
          new Target("1d/write/memmap", "1d/write/noop", 1 / 1.5),
          new Target("1d/write/memmap", "1d/write/parquet", 2.5),
          new Target("16/write/memmap", "16/write/noop", 0.5),
          new Target("1000/write/memmap", "1000/write/parquet", 6.0));

  /**
   * Contiguous and strided sums are compared with plain loops, contiguous sums with Parquet as
   * well.
   */
  static final Targets AGGREGATE =
      new Targets(
          net("1d/aggregate/memmap", "1d/aggregate/java-loop", 0.8),
          new Target("1d/aggregate/memmap", "1d/aggregate/parquet", 8),
          net("1d-float64/aggregate/memmap", "1d-float64/aggregate/java-loop", 0.8),
          new Target("1d-float64/aggregate/memmap", "1d-float64/aggregate/parquet", 8),
          net("16/aggregate/memmap", "16/aggregate/java-loop", 0.8));

  private final List<Target> all;

  private Targets(Target... all) {
    this.all = List.of(all);
  }

  /**
   * A target for the time of a query, less the time of the same query on an array of one element.
   */
  private static Target net(String contender, String baseline, double factor) {
    return new Target(
        contender, baseline, factor, Optional.of("overhead-float64/aggregate/memmap"));
  }

  List<String> lines(Results results) {
    return all.stream().map(target -> target.line(results)).toList();
  }

  /**
   * A contender is to be at least {@code factor} times as fast, per cell, as the baseline.
   *
   * @param overhead id of the query whose time is subtracted
   */
  private record Target(
      String contender, String baseline, double factor, Optional<String> overhead) {

    Target(String contender, String baseline, double factor) {
      this(contender, baseline, factor, Optional.empty());
    }

    String line(Results results) {
      String wanted =
          String.format(Locale.ROOT, "%-31s >= %.2f x %-31s", contender, factor, baseline);
      Optional<Results.Ratio> gross = results.ratio(contender, baseline);
      return wanted
          + overhead
              .map(empty -> net(gross, results.ratioWithout(empty, contender, baseline)))
              .orElseGet(() -> gross.map(this::verdict).orElse("not measured"));
    }

    private String net(Optional<Results.Ratio> gross, Optional<Results.Ratio> net) {
      return gross
          .flatMap(all -> net.map(less -> said(all) + "; without overhead " + verdict(less)))
          .orElse("not measured");
    }

    private String verdict(Results.Ratio ratio) {
      return said(ratio) + ": " + (ratio.byMedian() >= factor ? "met" : "not met");
    }

    private static String said(Results.Ratio ratio) {
      return String.format(
          Locale.ROOT, "%.2f by median, %.2f by minimum", ratio.byMedian(), ratio.byMin());
    }
  }
}
