package io.memmap.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutionException;
import org.apache.spark.sql.SparkSession;

/**
 * Measures sums of array files: with kernels, with Spark's own loops, from Parquet and by programs
 * without Spark, all in one run. Start with {@code java @conf/java-options}; {@link
 * BenchOptions#USAGE} describes the options.
 */
public final class AggregateBenchmark {
  private static final int TABLE_COLUMNS = 16;

  private final BenchOptions options;
  private final SparkSession session;
  private final Report report;
  private final Progress progress;
  private final SparkReads reads;
  private final TestData data;
  private final List<Contender> contenders = new ArrayList<>();

  AggregateBenchmark(
      BenchOptions options, SparkSession session, PrintStream out, PrintStream progress) {
    this.options = options;
    this.session = session;
    this.report = new Report(out);
    this.progress = new Progress(progress);
    this.reads = new SparkReads(session);
    this.data = new TestData(reads, this.progress);
  }

  public static void main(String[] args) throws Exception {
    ReadBenchmark.start(args, AggregateBenchmark::run);
  }

  private static void run(BenchOptions options) throws Exception {
    SparkSession session = ReadBenchmark.session("memmap aggregate benchmark", options);
    try {
      new AggregateBenchmark(options, session, System.out, System.err).run();
    } finally {
      session.stop();
    }
  }

  void run() throws Exception {
    Optional<CLoop> c = CLoop.start(options.cores());
    try (JavaLoop java = new JavaLoop(options.cores())) {
      add(BenchArray.vector(options.folder(), "1d", options.bytes()), java, c);
      add(BenchArray.doubles(options.folder(), "1d-float64", options.bytes()), java, c);
      add(BenchArray.table(options.folder(), TABLE_COLUMNS, options.tableBytes()), java, c);
      add(BenchArray.doubles(options.folder(), Contenders.OVERHEAD + "-float64", 1), java, c);
      contenders.removeIf(contender -> !options.only().matcher(contender.id()).find());
      if (contenders.isEmpty()) {
        throw new BenchOptions.UsageException("--only " + options.only() + " matches no contender");
      }
      report.circumstances(options, session);
      Rounds.Check check = (contender, answer) -> check(java, contender, answer);
      Results results = new Rounds(session.sparkContext(), check, progress).of(contenders, options);
      if (options.csv().isPresent()) {
        ResultsFile.write(options.csv().get(), session, options, results);
      }
      report.plans(results);
      report.tables(results);
      report.targets(Targets.AGGREGATE, results);
    } finally {
      if (c.isPresent()) {
        c.get().close();
      }
    }
  }

  private void add(BenchArray array, JavaLoop java, Optional<CLoop> c) {
    Measure measure = new Measure(array, Question.AGGREGATE);
    add(
        measure,
        "memmap",
        () -> SparkReads.ask(measure, Layout.COLUMNS, reads.memmapWithKernels(array)));
    add(
        measure,
        "memmap-rows",
        () -> SparkReads.ask(measure, Layout.COLUMNS, reads.memmap(array, Layout.COLUMNS, "mmap")));
    add(
        measure,
        array.isVector() ? "parquet" : "parquet-columns",
        () -> {
          data.ensureParquet(array, Layout.COLUMNS);
          return SparkReads.ask(measure, Layout.COLUMNS, reads.parquet(array, Layout.COLUMNS));
        });
    add(measure, "java-loop", () -> () -> OptionalDouble.of(java.sum(array, PlainSum.of(array))));
    c.ifPresent(loop -> add(measure, "c-loop", () -> () -> OptionalDouble.of(loop.sum(array))));
  }

  private void add(Measure measure, String name, Contender.Preparation preparation) {
    BenchArray array = measure.array();
    contenders.add(
        new Contender(
            measure,
            name,
            array,
            Layout.COLUMNS,
            () -> {
              data.ensure(array);
              return preparation.prepare();
            }));
  }

  /**
   * Checks that the sum is exact: sums of {@link TestData} have no rounding error.
   *
   * @throws IllegalStateException if the sum is wrong
   */
  private static void check(JavaLoop java, Contender contender, OptionalDouble answer)
      throws IOException, InterruptedException, ExecutionException {
    double right = java.sum(contender.reads(), PlainSum.of(contender.reads()));
    if (answer.orElseThrow() != right) {
      throw new IllegalStateException(
          contender.id() + " gave " + answer.getAsDouble() + " instead of " + right);
    }
  }
}
