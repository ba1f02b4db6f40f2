package io.memmap.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A question as users of Spark and of NumPy ask it. Contenders are compared by the sum of the
 * squares of all numbers of their answers.
 *
 * @param memmap the query of the array
 * @param parquet the query of its Parquet copy
 * @param numpy an expression of the array {@code a}
 * @param c the loop in C, if there is one
 * @param wanted what memmap is to reach
 */
record ArrayQuestion(
    Measure measure,
    Query memmap,
    Query parquet,
    String numpy,
    Optional<LoopInC> c,
    List<Wanted> wanted) {

  /** Most bytes of the array of 1,000 columns, and of that of vectors. */
  private static final long WIDE_BYTES = 80_000_000;

  private static final long VECTOR_BYTES = 307_200_000;

  /**
   * A query of Spark.
   *
   * @param layout value of option {@code layout}
   * @param sql a query of table {@code t}; if it begins with {@code SELECT *}, its rows are
   *     discarded
   */
  record Query(String layout, String sql) {
    boolean isDiscarded() {
      return sql.startsWith("SELECT *");
    }
  }

  /** A loop in C, which returns the sum of the squares of its answers. */
  @FunctionalInterface
  interface LoopInC {
    double answer(CLoop loop, BenchArray array) throws Exception;
  }

  /** The time of another contender is to be at least {@code factor} times that of memmap. */
  record Wanted(String contender, double factor) {}

  /** All questions. */
  static List<ArrayQuestion> all(BenchOptions options) {
    Path folder = options.folder();
    BenchArray vector = BenchArray.vector(folder, "1d", options.bytes());
    BenchArray table = BenchArray.table(folder, 16, options.bytes());
    BenchArray wide = BenchArray.table(folder, 1000, Math.min(options.tableBytes(), WIDE_BYTES));
    BenchArray vectors =
        BenchArray.table(folder, 768, Math.min(options.tableBytes(), VECTOR_BYTES));
    return List.of(
        count(vector),
        extremes(vector),
        columns(
            new Measure(table, Question.AVERAGE),
            "SELECT avg(_c8) FROM t WHERE _c3 > 0.5",
            "a[a[:, 3] > 0.5, 8].mean(dtype=np.float64)",
            new Wanted("parquet", 4)),
        columns(
            new Measure(table, Question.SELECTION),
            "SELECT * FROM t WHERE _c3 > 0.99",
            "len(a[a[:, 3] > 0.99])",
            new Wanted("parquet", 3)),
        columns(
            new Measure(table, Question.ALL),
            "SELECT * FROM t WHERE _c3 >= 0",
            "len(a[a[:, 3] >= 0])",
            new Wanted("memmap-rows", 1)),
        columns(
            new Measure(table, Question.PRODUCT),
            "SELECT sum(_c3 * _c8) FROM t",
            "(a[:, 3] * a[:, 8]).sum(dtype=np.float64)"),
        columns(
            new Measure(table, Question.DEVIATION),
            "SELECT " + ofEachColumn("stddev_pop", table) + " FROM t",
            "a.std(axis=0, dtype=np.float64)"),
        means(wide),
        columns(
            new Measure(wide, Question.TOTALS),
            "SELECT " + ofEachColumn("avg", wide) + " FROM t",
            "a.mean(axis=0, dtype=np.float64)"),
        histogram(BenchArray.integers(folder, "uint16", options.bytes() / 8)),
        norms(vectors));
  }

  private static ArrayQuestion count(BenchArray vector) {
    Query query = new Query("columns", "SELECT count(*) FROM t WHERE value > 0.5");
    return new ArrayQuestion(
        new Measure(vector, Question.COUNT),
        query,
        query,
        "np.count_nonzero(a > 0.5)",
        Optional.of(CLoop::count),
        List.of(new Wanted("parquet", 8), new Wanted("numpy", 1.5)));
  }

  private static ArrayQuestion extremes(BenchArray vector) {
    Query query = new Query("columns", "SELECT sum(value), min(value), max(value) FROM t");
    return new ArrayQuestion(
        new Measure(vector, Question.EXTREMES),
        query,
        query,
        "[a.sum(dtype=np.float64), a.min(), a.max()]",
        Optional.of(CLoop::extremes),
        List.of(new Wanted("c-loop", 0.8)));
  }

  /** Parquet has no cells, so its query has a function for each column. */
  private static ArrayQuestion means(BenchArray wide) {
    return new ArrayQuestion(
        new Measure(wide, Question.MEANS),
        new Query("cells", "SELECT avg(value) FROM t GROUP BY i1"),
        new Query("columns", "SELECT " + ofEachColumn("avg", wide) + " FROM t"),
        "a.mean(axis=0, dtype=np.float64)",
        Optional.empty(),
        List.of(new Wanted("parquet", 10)));
  }

  private static ArrayQuestion histogram(BenchArray integers) {
    return columns(
        new Measure(integers, Question.HISTOGRAM),
        "SELECT count(*) FROM t GROUP BY value",
        "np.bincount(a)",
        new Wanted("parquet", 4),
        new Wanted("numpy", 1));
  }

  /** By a higher-order function, which every line of Spark has. */
  private static ArrayQuestion norms(BenchArray vectors) {
    Query query =
        new Query(
            "array",
            "SELECT sum(sqrt(aggregate(value, 0D, (s, x) -> s + cast(x AS double) * x))) FROM t");
    return new ArrayQuestion(
        new Measure(vectors, Question.NORMS),
        query,
        query,
        "np.sqrt(np.einsum('ij,ij->i', a, a, dtype=np.float64)).sum()",
        Optional.empty(),
        List.of());
  }

  private static ArrayQuestion columns(
      Measure measure, String sql, String numpy, Wanted... wanted) {
    Query query = new Query("columns", sql);
    return new ArrayQuestion(measure, query, query, numpy, Optional.empty(), List.of(wanted));
  }

  private static String ofEachColumn(String function, BenchArray table) {
    return IntStream.range(0, table.columns())
        .mapToObj(column -> function + "(_c" + column + ")")
        .collect(Collectors.joining(", "));
  }
}
