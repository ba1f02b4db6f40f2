package io.memmap.bench;

import java.io.PrintStream;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/**
 * Measures how fast Spark writes array files, compared with discarding the rows and with Parquet,
 * all in one run. Start with {@code java @conf/java-options}; {@link BenchOptions#USAGE} describes
 * the options.
 */
public final class WriteBenchmark {
  private final BenchOptions options;
  private final SparkSession session;
  private final Report report;
  private final Progress progress;

  WriteBenchmark(
      BenchOptions options, SparkSession session, PrintStream out, PrintStream progress) {
    this.options = options;
    this.session = session;
    this.report = new Report(out);
    this.progress = new Progress(progress);
  }

  public static void main(String[] args) throws Exception {
    ReadBenchmark.start(args, WriteBenchmark::run);
  }

  private static void run(BenchOptions options) throws Exception {
    SparkSession session = ReadBenchmark.session("memmap write benchmark", options);
    try {
      new WriteBenchmark(options, session, System.out, System.err).run();
    } finally {
      session.stop();
    }
  }

  void run() throws Exception {
    SparkReads reads = new SparkReads(session);
    WriteContenders all = new WriteContenders(options, new TestData(reads, progress), session);
    List<Contender> contenders =
        all.list().stream()
            .filter(contender -> options.only().matcher(contender.id()).find())
            .toList();
    if (contenders.isEmpty()) {
      throw new BenchOptions.UsageException("--only " + options.only() + " matches no contender");
    }
    report.circumstances(options, session);
    // Each contender checks what it has written after its run.
    Rounds rounds = new Rounds(session.sparkContext(), (contender, none) -> {}, progress);
    Results results = rounds.of(contenders, options);
    if (options.csv().isPresent()) {
      ResultsFile.write(options.csv().get(), session, options, results);
    }
    report.plans(results);
    report.writes(results);
    report.targets(Targets.WRITE, results);
  }
}
