package io.memmap.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Measures questions about arrays: with all that is pushed down, with Spark's own loops, from
 * Parquet, by NumPy and in C, all in one run. Start with {@code java @conf/java-options}; {@link
 * BenchOptions#USAGE} describes the options.
 */
public final class QuestionsBenchmark {
  /** Sums of squares of floating-point numbers are rounded in different orders. */
  private static final double TOLERANCE = 1e-6;

  private final BenchOptions options;
  private final SparkSession session;
  private final Report report;
  private final Progress progress;
  private final SparkReads reads;
  private final TestData data;
  private final List<Contender> contenders = new ArrayList<>();
  private final Map<Measure, Double> answers = new HashMap<>();

  QuestionsBenchmark(
      BenchOptions options, SparkSession session, PrintStream out, PrintStream progress) {
    this.options = options;
    this.session = session;
    this.report = new Report(out);
    this.progress = new Progress(progress);
    this.reads = new SparkReads(session);
    this.data = new TestData(reads, this.progress);
  }

  public static void main(String[] args) throws Exception {
    ReadBenchmark.start(args, QuestionsBenchmark::run);
  }

  private static void run(BenchOptions options) throws Exception {
    SparkSession session = ReadBenchmark.session("memmap questions benchmark", options);
    try {
      new QuestionsBenchmark(options, session, System.out, System.err).run();
    } finally {
      session.stop();
    }
  }

  void run() throws Exception {
    Optional<NumPy> numpy = NumPy.start(options.python());
    Optional<CLoop> c = CLoop.start(options.cores());
    try {
      List<ArrayQuestion> questions = ArrayQuestion.all(options);
      questions.forEach(question -> add(question, numpy, c));
      contenders.removeIf(contender -> !options.only().matcher(contender.id()).find());
      if (contenders.isEmpty()) {
        throw new BenchOptions.UsageException("--only " + options.only() + " matches no contender");
      }
      report.circumstances(options, session, numpy);
      Results results =
          new Rounds(session.sparkContext(), this::check, progress).of(contenders, options);
      if (options.csv().isPresent()) {
        ResultsFile.write(options.csv().get(), session, options, results);
      }
      report.plans(results);
      report.questions(questions, results);
      report.phases(phases());
    } finally {
      numpy.ifPresent(NumPy::close);
      if (c.isPresent()) {
        c.get().close();
      }
    }
  }

  /** Of a query of eight values. */
  private Map<String, Double> phases() throws IOException {
    BenchArray eight = BenchArray.vector(options.folder(), "8", 8L * Float.BYTES);
    data.ensure(eight);
    return QueryPhases.of(reads.memmapWithKernels(eight), "sum(value)");
  }

  private void add(ArrayQuestion question, Optional<NumPy> numpy, Optional<CLoop> c) {
    BenchArray array = question.measure().array();
    ArrayQuestion.Query query = question.memmap();
    add(question, "memmap", () -> ask(query, reads.memmap(array, query.layout(), true)));
    add(question, "memmap-rows", () -> ask(query, reads.memmap(array, query.layout(), false)));
    add(
        question,
        "parquet",
        () -> {
          ArrayQuestion.Query copied = question.parquet();
          Layout layout = Layout.valueOf(copied.layout().toUpperCase(Locale.ROOT));
          data.ensureParquet(array, layout);
          return ask(copied, reads.parquet(array, layout));
        });
    boolean compared = !query.isDiscarded();
    numpy.ifPresent(
        python ->
            add(
                question,
                "numpy",
                () ->
                    () -> {
                      double answer = python.evaluate(squares(question.numpy()), array);
                      return compared ? OptionalDouble.of(answer) : OptionalDouble.empty();
                    }));
    question
        .c()
        .filter(loop -> c.isPresent())
        .ifPresent(
            loop ->
                add(
                    question,
                    "c-loop",
                    () -> () -> OptionalDouble.of(loop.answer(c.get(), array))));
  }

  private static String squares(String expression) {
    return "np.square(" + expression + ", dtype=np.float64).sum()";
  }

  private void add(ArrayQuestion question, String name, Contender.Preparation preparation) {
    BenchArray array = question.measure().array();
    contenders.add(
        new Contender(
            question.measure(),
            name,
            array,
            Layout.COLUMNS,
            () -> {
              data.ensure(array);
              return preparation.prepare();
            }));
  }

  /**
   * The rows are loaded once, so that only planning and execution are timed. Every run is a new
   * query, since the same query again would reuse its own shuffle files.
   */
  private Contender.Run ask(ArrayQuestion.Query query, Dataset<Row> rows) {
    return () -> {
      rows.createOrReplaceTempView("t");
      Dataset<Row> answer = session.sql(query.sql());
      if (query.isDiscarded()) {
        answer.write().format("noop").mode("overwrite").save();
        return OptionalDouble.empty();
      }
      return OptionalDouble.of(squares(answer.collectAsList()));
    };
  }

  private static double squares(List<Row> rows) {
    double sum = 0;
    for (Row row : rows) {
      for (int i = 0; i < row.length(); i++) {
        double value = ((Number) row.get(i)).doubleValue();
        sum += value * value;
      }
    }
    return sum;
  }

  /**
   * Compares an answer with the first one to its question.
   *
   * @throws IllegalStateException if they differ by more than rounding
   */
  private void check(Contender contender, OptionalDouble answer) {
    if (answer.isEmpty()) {
      return;
    }
    double found = answer.getAsDouble();
    double right = answers.computeIfAbsent(contender.measure(), measure -> found);
    if (!(Math.abs(found - right) <= TOLERANCE * Math.abs(right))) {
      throw new IllegalStateException(contender.id() + " gave " + found + " instead of " + right);
    }
  }
}
