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
 * The timings of one benchmark run, stored as comma-separated values for {@link PerformancePage}.
 *
 * @param circumstances date, machine, versions and options of the run, in one line
 * @param cases results by id of the contender, for example {@code 1d/sum/parquet}
 */
record ResultsFile(String circumstances, Map<String, Case> cases) {
  private static final String HEADER = "contender,bytes,median_s";
  private static final double GIGA = 1e9;

  /**
   * The result of one contender.
   *
   * @param bytes bytes of the cells that the answer depends on
   * @param seconds time of the median run
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
            "# %s, %d processors, %d GiB, Spark %s, Java %s, %d threads, %d rounds after %d s of"
                + " warm-up",
            LocalDate.now(ZoneOffset.UTC),
            Runtime.getRuntime().availableProcessors(),
            memory() >> 30,
            session.version(),
            Runtime.version(),
            options.cores(),
            options.rounds(),
            options.warmup().toSeconds()));
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

  /** Physical memory of the machine in bytes. */
  private static long memory() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
  }

  /**
   * Reads a file that {@link #write} has written.
   *
   * @throws IllegalArgumentException if the file has another form
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
   * The result that a table or chart needs.
   *
   * @throws IllegalArgumentException if there is no result of this id
   */
  Case require(String id) {
    return find(id)
        .orElseThrow(() -> new IllegalArgumentException("no result of " + id + " in " + cases));
  }
}
