package io.memmap.bench;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.sql.SparkSession;

/** Prints the results of a benchmark and the circumstances of the run. */
final class Report {
  private static final double GIGA = 1e9;
  private static final double MEGA = 1e6;
  private static final double MILLIS = 1e3;

  private static final List<String> SETTINGS =
      List.of(
          "spark.sql.files.maxPartitionBytes",
          "spark.sql.files.openCostInBytes",
          "spark.sql.adaptive.enabled",
          "spark.sql.codegen.maxFields",
          "spark.sql.codegen.hugeMethodLimit",
          "spark.sql.parquet.enableVectorizedReader",
          "spark.sql.parquet.columnarReaderBatchSize",
          "spark.sql.shuffle.partitions");

  private final PrintStream out;

  Report(PrintStream out) {
    this.out = out;
  }

  void circumstances(BenchOptions options, SparkSession session, Optional<NumPy> numpy) {
    section("Circumstances");
    machine(session);
    line(
        "1-D array of %d bytes, 2-D arrays of about %d bytes, float32, page cache warm",
        options.bytes(), options.tableBytes());
    line(
        "%d rounds after %d s of warm-up, contenders take turns; plain Java loops: %d threads",
        options.rounds(), options.warmup().toSeconds(), options.cores());
    line(
        "%s",
        numpy
            .map(python -> "NumPy " + python.version() + ", one thread")
            .orElse("NumPy was not measured: no Python was found that has it (see --python)"));
    for (String setting : SETTINGS) {
      line("%s=%s", setting, session.conf().get(setting));
    }
  }

  private void machine(SparkSession session) {
    line("Spark %s, master %s", session.version(), session.sparkContext().master());
    line("Java %s, %s", Runtime.version(), System.getProperty("java.vm.name"));
    line(
        "%d processors, load average %.1f, heap %d MiB",
        Runtime.getRuntime().availableProcessors(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
        Runtime.getRuntime().maxMemory() >> 20);
  }

  /** Prints the circumstances of a write benchmark. */
  void circumstances(BenchOptions options, SparkSession session) {
    section("Circumstances");
    machine(session);
    line(
        "1-D array of %d bytes, 2-D arrays of about %d bytes, float32, in folder %s",
        options.bytes(), options.tableBytes(), options.folder());
    line(
        "%d rounds after %d s of warm-up, contenders take turns",
        options.rounds(), options.warmup().toSeconds());
  }

  void plans(Results results) {
    section("Executed plans (from the result down to the scan; * is generated code)");
    Map<String, List<String>> idsByPlan = new LinkedHashMap<>();
    for (Timing timing : results.all()) {
      String id = timing.contender().id();
      idsByPlan.computeIfAbsent(timing.plan().operators(), plan -> new ArrayList<>()).add(id);
    }
    idsByPlan.remove(ExecutedPlan.NONE.operators());
    idsByPlan.forEach(
        (plan, ids) -> {
          line("%s", plan);
          ids.forEach(id -> line("    %s", id));
        });
  }

  void tables(Results results) {
    section("Results");
    line(
        "GB/s (median run) and GB/s max (fastest run) count the bytes of the float32 cells that"
            + " the");
    line("answer depends on: 4 bytes per row for a sum over one column of a table.");
    line("x Parquet, x Java: cells/s divided by those of Parquet in the same layout, and by those");
    line(
        "of the plain loop with one accumulator (medians). %s measures the time that a",
        Contenders.OVERHEAD);
    line("query takes before it reads anything.");
    line("All contenders share one JVM. A contender can be faster alone (--only), since HotSpot");
    line("then optimizes Spark's code for it only.");
    line("binary-records is slow and reads only the first %d MiB.", Contenders.SLICE_BYTES >> 20);
    for (Map.Entry<Measure, List<Timing>> group : results.byMeasure().entrySet()) {
      table(group.getKey(), group.getValue(), results);
    }
  }

  private void table(Measure measure, List<Timing> timings, Results results) {
    line("");
    line("%s: %s, %s", measure.id(), measure.array().shape(), measure.question().title());
    line(
        "  %-20s %5s %9s %9s %8s %8s %9s %10s %7s",
        "", "tasks", "median s", "min s", "GB/s", "GB/s max", "Mcells/s", "x Parquet", "x Java");
    for (Timing timing : timings) {
      Contender contender = timing.contender();
      String parquet =
          measure.array().isVector() ? "parquet" : "parquet-" + contender.parquet().word();
      line(
          "  %-20s %5s %9.4f %9.4f %8.3f %8.3f %9.1f %10s %7s",
          contender.name(),
          timing.plan().tasks() == 0 ? "-" : Integer.toString(timing.plan().tasks()),
          timing.seconds().median(),
          timing.seconds().min(),
          timing.bytesPerSecond() / GIGA,
          timing.bytesPerSecondAtBest() / GIGA,
          contender.cells() / timing.seconds().median() / MEGA,
          times(results, timing, measure.id() + "/" + parquet),
          times(results, timing, measure.id() + "/java-loop"));
    }
  }

  /** Prints the results of a write benchmark. */
  void writes(Results results) {
    section("Results");
    line("x noop: its time divided by the time to discard the same rows; lower is better.");
    line("Parquet / it: the time of uncompressed Parquet divided by its time; higher is better.");
    for (Map.Entry<Measure, List<Timing>> group : results.byMeasure().entrySet()) {
      Measure measure = group.getKey();
      line("");
      line("%s: %s, %s", measure.id(), measure.array().shape(), measure.question().title());
      line(
          "  %-12s %5s %9s %9s %8s %7s %7s %13s %8s",
          "", "tasks", "median s", "min s", "GB/s", "x noop", "by min", "Parquet / it", "by min");
      group.getValue().forEach(timing -> write(measure.id(), timing, results));
    }
  }

  private void write(String measure, Timing timing, Results results) {
    String id = timing.contender().id();
    Optional<Results.Ratio> noop = results.ratio(measure + "/noop", id);
    Optional<Results.Ratio> parquet = results.ratio(id, measure + "/parquet");
    line(
        "  %-12s %5d %9.4f %9.4f %8.3f %7s %7s %13s %8s",
        timing.contender().name(),
        timing.plan().tasks(),
        timing.seconds().median(),
        timing.seconds().min(),
        timing.bytesPerSecond() / GIGA,
        shown(noop.map(Results.Ratio::byMedian)),
        shown(noop.map(Results.Ratio::byMin)),
        shown(parquet.map(Results.Ratio::byMedian)),
        shown(parquet.map(Results.Ratio::byMin)));
  }

  private static String shown(Optional<Double> ratio) {
    return ratio.map(value -> String.format(Locale.ROOT, "%.2f", value)).orElse("-");
  }

  /** Prints the results of a benchmark of questions. */
  void questions(List<ArrayQuestion> questions, Results results) {
    section("Seconds (medians); x: times of others divided by that of memmap, higher is better");
    line(
        "  %-16s %9s %11s %9s %9s %9s %9s %7s %9s",
        "", "memmap", "memmap-rows", "parquet", "numpy", "c-loop", "x Parquet", "x NumPy", "x C");
    questions.forEach(question -> question(question.measure(), results));
    section("Targets (medians decide)");
    for (ArrayQuestion question : questions) {
      String id = question.measure().id();
      for (ArrayQuestion.Wanted wanted : question.wanted()) {
        line(
            "  %-16s %-11s >= %4.1f x memmap: %s",
            id, wanted.contender(), wanted.factor(), verdict(id, wanted, results));
      }
    }
  }

  /** Prints medians of the phases of a query. */
  void phases(Map<String, Double> seconds) {
    section("Phases of the sum of eight values, ms (medians)");
    seconds.forEach((phase, time) -> line("  %-12s %6.1f", phase, time * MILLIS));
  }

  private void question(Measure measure, Results results) {
    line(
        "  %-16s %9s %11s %9s %9s %9s %9s %7s %9s   %s %s",
        measure.id(),
        seconds(results, measure, "memmap"),
        seconds(results, measure, "memmap-rows"),
        seconds(results, measure, "parquet"),
        seconds(results, measure, "numpy"),
        seconds(results, measure, "c-loop"),
        shown(times(results, measure.id(), "parquet")),
        shown(times(results, measure.id(), "numpy")),
        shown(times(results, measure.id(), "c-loop")),
        measure.array().shape(),
        measure.question().title());
  }

  private static String verdict(String id, ArrayQuestion.Wanted wanted, Results results) {
    return times(results, id, wanted.contender())
        .map(
            ratio ->
                String.format(
                    Locale.ROOT, "%.2f %s", ratio, ratio >= wanted.factor() ? "met" : "not met"))
        .orElse("not measured");
  }

  private static String seconds(Results results, Measure measure, String contender) {
    return results
        .find(measure.id() + "/" + contender)
        .map(timing -> String.format(Locale.ROOT, "%.3f", timing.seconds().median()))
        .orElse("-");
  }

  private static Optional<Double> times(Results results, String measure, String contender) {
    return results
        .ratio(measure + "/memmap", measure + "/" + contender)
        .map(Results.Ratio::byMedian);
  }

  private static String times(Results results, Timing timing, String baseline) {
    return results
        .ratio(timing.contender().id(), baseline)
        .map(ratio -> String.format(Locale.ROOT, "%.2f", ratio.byMedian()))
        .orElse("-");
  }

  /** Compares tables of 90 and of 101 columns; {@code spark.sql.codegen.maxFields} is 100. */
  void perCell(Results results) {
    List<Timing> narrow =
        results.all().stream()
            .filter(timing -> timing.contender().measure().id().equals("90/rows"))
            .toList();
    if (narrow.isEmpty()) {
      return;
    }
    section("90 and 101 columns to rows, ns per cell (median)");
    for (Timing timing : narrow) {
      String name = timing.contender().name();
      Optional<Timing> wide = results.find("101/rows/" + name);
      line(
          "  %-20s 90: %7.3f   101: %7s   speed 90 / speed 101: %s",
          name,
          nanosPerCell(timing),
          wide.map(other -> String.format(Locale.ROOT, "%.3f", nanosPerCell(other))).orElse("-"),
          times(results, timing, "101/rows/" + name));
    }
  }

  private static double nanosPerCell(Timing timing) {
    return timing.seconds().median() * GIGA / timing.contender().cells();
  }

  /**
   * Prints the size of generated methods, and which of them HotSpot does not compile.
   *
   * @param largestMethods size in bytes by contender
   */
  void generatedCode(Map<String, OptionalInt> largestMethods) {
    if (largestMethods.isEmpty()) {
      return;
    }
    section("Largest method that Spark generates to make rows of columns");
    line("HotSpot interprets methods of more than %d bytes.", GeneratedCode.JIT_LIMIT);
    largestMethods.forEach((id, bytes) -> line("  %-32s %s", id, describe(bytes)));
  }

  private static String describe(OptionalInt bytes) {
    if (bytes.isEmpty()) {
      return "no generated stage";
    }
    String verdict = bytes.getAsInt() > GeneratedCode.JIT_LIMIT ? ", interpreted" : "";
    return bytes.getAsInt() + " bytes" + verdict;
  }

  void targets(Targets targets, Results results) {
    section("Targets (medians decide)");
    targets.lines(results).forEach(text -> line("  %s", text));
  }

  private void section(String title) {
    line("");
    line("== %s", title);
  }

  private void line(String format, Object... args) {
    out.println(String.format(Locale.ROOT, format, args));
  }
}
