package io.memmap.bench;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Measures how fast Spark reads array files, compared with Parquet and with programs without Spark,
 * all in one run. Start with {@code java @conf/java-options}; {@link BenchOptions#USAGE} describes
 * the options.
 */
public final class ReadBenchmark {
  private static final int USAGE_ERROR = 2;

  private final BenchOptions options;
  private final SparkSession session;
  private final Report report;
  private final Progress progress;

  ReadBenchmark(BenchOptions options, SparkSession session, PrintStream out, PrintStream progress) {
    this.options = options;
    this.session = session;
    this.report = new Report(out);
    this.progress = new Progress(progress);
  }

  public static void main(String[] args) throws Exception {
    start(args, ReadBenchmark::run);
  }

  /** The work of a benchmark. */
  @FunctionalInterface
  interface Program {
    void run(BenchOptions options) throws Exception;
  }

  static void start(String[] args, Program program) throws Exception {
    if (BenchOptions.asksForHelp(args)) {
      System.out.print(BenchOptions.USAGE);
      return;
    }
    try {
      program.run(BenchOptions.parse(args));
    } catch (BenchOptions.UsageException e) {
      System.err.println(e.getMessage());
      System.err.print(BenchOptions.USAGE);
      System.exit(USAGE_ERROR);
    }
  }

  private static void run(BenchOptions options) throws Exception {
    SparkSession session = session("memmap read benchmark", options);
    try {
      new ReadBenchmark(options, session, System.out, System.err).run();
    } finally {
      session.stop();
    }
  }

  static SparkSession session(String name, BenchOptions options) {
    return SparkSession.builder()
        .appName(name)
        .master("local[" + options.cores() + "]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate();
  }

  void run() throws Exception {
    Optional<NumPy> numpy = NumPy.start(options.python());
    try (JavaLoop java = new JavaLoop(options.cores())) {
      SparkReads reads = new SparkReads(session);
      TestData data = new TestData(reads, progress);
      List<Contender> contenders =
          Contenders.list(options, data, reads, java, numpy).stream()
              .filter(contender -> options.only().matcher(contender.id()).find())
              .toList();
      if (contenders.isEmpty()) {
        throw new BenchOptions.UsageException("--only " + options.only() + " matches no contender");
      }
      report.circumstances(options, session, numpy);
      Rounds rounds = new Rounds(session.sparkContext(), new Answers(java)::check, progress);
      Results results = rounds.of(contenders, options);
      if (options.csv().isPresent()) {
        ResultsFile.write(options.csv().get(), session, options, results);
      }
      report.plans(results);
      report.generatedCode(largestMethods(results, reads));
      report.tables(results);
      report.perCell(results);
      report.targets(Targets.READ, results);
    } finally {
      numpy.ifPresent(NumPy::close);
    }
  }

  /**
   * Size in bytes of the largest generated method, for each contender that makes rows of columns.
   * The contenders' files must exist.
   */
  private Map<String, OptionalInt> largestMethods(Results results, SparkReads reads) {
    Map<String, OptionalInt> methods = new LinkedHashMap<>();
    for (Timing timing : results.all()) {
      Contender contender = timing.contender();
      BenchArray array = contender.measure().array();
      switch (contender.id().substring(array.name().length())) {
        case "/rows/memmap-mmap-columns" ->
            methods.put(contender.id(), largestMethod(reads.memmap(array, Layout.COLUMNS, "mmap")));
        case "/rows/parquet-columns" ->
            methods.put(contender.id(), largestMethod(reads.parquet(array, Layout.COLUMNS)));
        default -> {}
      }
    }
    return methods;
  }

  private OptionalInt largestMethod(Dataset<Row> rows) {
    return GeneratedCode.largestMethod(session, rows);
  }
}
