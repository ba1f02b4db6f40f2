package io.memmap.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/**
 * Timings of one run of a benchmark as a file of comma-separated values, which {@link
 * PerformancePage} reads.
 *
 * @param circumstances date, machine, versions and options of the run, in one line
 * @param cases by id, such as {@code 1d/sum/parquet}
 */
record ResultsFile(String circumstances, Map<String, Case> cases) {
  private static final String HEADER = "contender,bytes,median_s";
  private static final double GIGA = 1e9;

  /**
   * One contender.
   *
   * @param bytes of the cells that the answer depends on
   * @param seconds of the median run
   */
  record Case(long bytes, double seconds) {
    double gigabytesPerSecond() {
      return bytes / seconds / GIGA;
    }
  }

  static void write(Path file, SparkSession session, BenchOptions options, Results results)
      throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "# %s, %d processors, %d GiB, Spark %s, Java %s, %d threads, %d rounds",
            LocalDate.now(ZoneOffset.UTC),
            Runtime.getRuntime().availableProcessors(),
            memory() >> 30,
            session.version(),
            Runtime.version(),
            options.cores(),
            options.rounds()));
    lines.add(HEADER);
    for (Timing timing : results.all()) {
      Contender contender = timing.contender();
      lines.add(
          String.format(
              Locale.ROOT,
              "%s,%d,%.4f",
              contender.id(),
              contender.bytes(),
              timing.seconds().median()));
    }
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, lines);
  }

  /** Bytes of the whole machine. */
  private static long memory() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
  }

  /**
   * Reads what {@link #write} has written.
   *
   * @throws IllegalArgumentException if the file looks otherwise
   */
  static ResultsFile read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    if (lines.size() < 2 || !lines.get(0).startsWith("# ") || !lines.get(1).equals(HEADER)) {
      throw new IllegalArgumentException(file + " does not begin with # and " + HEADER);
    }
    Map<String, Case> cases = new LinkedHashMap<>();
    for (String line : lines.subList(2, lines.size())) {
      String[] parts = line.split(",", -1);
      cases.put(parts[0], new Case(Long.parseLong(parts[1]), Double.parseDouble(parts[2])));
    }
    return new ResultsFile(lines.get(0).substring(2), cases);
  }

  Optional<Case> find(String id) {
    return Optional.ofNullable(cases.get(id));
  }

  /**
   * A contender that a table or chart cannot do without.
   *
   * @throws IllegalArgumentException if the run had no such contender
   */
  Case require(String id) {
    return find(id)
        .orElseThrow(() -> new IllegalArgumentException("no result of " + id + " in " + cases));
  }
}
