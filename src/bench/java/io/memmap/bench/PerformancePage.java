package io.memmap.bench;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes the tables and charts of the page about performance from the results in {@code
 * src/bench/results}. Markers in the page enclose the tables.
 */
public final class PerformancePage {
  private static final Path RESULTS = Path.of("src", "bench", "results");
  private static final Path PAGES = Path.of("src", "site", "markdown");
  private static final Path PAGE = PAGES.resolve("performance.md");

  private final Path base;

  PerformancePage(Path base) {
    this.base = base;
  }

  /** Writes the page and the charts of the checkout that is the working directory. */
  public static void main(String[] args) throws IOException {
    Path base = Path.of("").toAbsolutePath();
    for (Map.Entry<Path, String> file : new PerformancePage(base).files().entrySet()) {
      Files.writeString(file.getKey(), file.getValue());
      System.out.println(file.getKey());
    }
  }

  /** The contents of the page and of the charts, by path. */
  Map<Path, String> files() throws IOException {
    ResultsFile float32 = results("sum-float32.csv");
    ResultsFile write = results("write.csv");
    Map<Path, String> files = new LinkedHashMap<>();
    files.put(picture("performance-sum.svg"), sums(float32).svg());
    files.put(picture("performance-write.svg"), writes(write).svg());
    String page = Files.readString(base.resolve(PAGE));
    page = replaced(page, "read", read());
    page = replaced(page, "sum", sum(float32));
    page = replaced(page, "questions", questions(results("questions.csv")));
    page = replaced(page, "functions", functions(results("functions.csv")));
    page = replaced(page, "write", write(write));
    files.put(base.resolve(PAGE), page);
    return files;
  }

  private ResultsFile results(String name) throws IOException {
    return ResultsFile.read(base.resolve(RESULTS).resolve(name));
  }

  private Path picture(String name) {
    return base.resolve(PAGES).resolve("images").resolve(name);
  }

  private static String replaced(String page, String name, List<String> lines) {
    String begin = "<!-- made of results: " + name + " -->\n";
    String end = "\n<!-- end -->";
    Matcher marked =
        Pattern.compile(Pattern.quote(begin) + ".*?" + Pattern.quote(end), Pattern.DOTALL)
            .matcher(page);
    if (!marked.find()) {
      throw new IllegalArgumentException(PAGE + " has no marker " + begin);
    }
    String made = begin + "\n" + String.join("\n", lines) + "\n" + end;
    return page.substring(0, marked.start()) + made + page.substring(marked.end());
  }

  private static BarChart sums(ResultsFile results) {
    return new BarChart(
        "Sum of 8 GiB of float32, in memory",
        "Seconds; shorter is better",
        results.circumstances(),
        List.of(
            bar(results, "Spark, memmap: kernels", "1d/aggregate/memmap", true),
            bar(results, "Spark, memmap: Spark's own loop", "1d/aggregate/memmap-rows", true),
            bar(results, "Spark, uncompressed Parquet", "1d/aggregate/parquet", false),
            bar(results, "plain Java, eight accumulators", "1d/aggregate/java-loop", false),
            bar(results, "C, vectorized", "1d/aggregate/c-loop", false)));
  }

  private static BarChart writes(ResultsFile results) {
    List<BarChart.Bar> bars = new ArrayList<>();
    Map<String, String> arrays = new LinkedHashMap<>();
    arrays.put("1-D", "1d/write/");
    arrays.put("(n, 16)", "16/write/");
    arrays.put("(n, 1000), arrays", "1000/write/");
    arrays.forEach(
        (array, id) -> {
          bars.add(bar(results, array + ": memmap", id + "memmap", true));
          bars.add(bar(results, array + ": memmap with sync", id + "memmap-sync", true));
          bars.add(bar(results, array + ": Parquet", id + "parquet", false));
        });
    return new BarChart(
        "Writing 1 GiB of float32", "Seconds; shorter is better", results.circumstances(), bars);
  }

  private static BarChart.Bar bar(ResultsFile results, String label, String id, boolean ours) {
    return new BarChart.Bar(label, results.require(id).seconds(), ours);
  }

  private List<String> read() throws IOException {
    ResultsFile alone = results("read-alone.csv");
    ResultsFile all = results("read.csv");
    List<String> lines = new ArrayList<>();
    lines.add(
        "| | GB/s | times Parquet | times plain Java | times `np.sum(2 * a + 1)` | times"
            + " `np.sum(a)` |");
    lines.add("|---|---|---|---|---|---|");
    String sum = "1d/sum/";
    lines.add(read("sum of a 1-D array, alone in the JVM: `mmap`", alone, sum, "memmap-mmap"));
    lines.add(read("sum of a 1-D array, alone in the JVM: `read`", alone, sum, "memmap-read"));
    lines.add(
        read("sum of a 1-D array, with all other contenders: `mmap`", all, sum, "memmap-mmap"));
    lines.add(
        read("sum of a 1-D array, with all other contenders: `read`", all, sum, "memmap-read"));
    for (int width : new int[] {16, 64, 90, 101, 1000}) {
      String id = width + "/rows/";
      lines.add(read("(n, " + width + ") to rows", all, id, "memmap-mmap-columns"));
    }
    lines.add(read("(n, 1000) to rows, `layout=array`", all, "1000/rows/", "memmap-mmap-array"));
    lines.add(read("`binaryRecords`, decoded by hand, 1-D", all, sum, "binary-records"));
    lines.add("");
    lines.add("Alone: " + alone.circumstances() + ". Others: " + all.circumstances() + ".");
    return lines;
  }

  private static String read(String label, ResultsFile results, String measure, String contender) {
    ResultsFile.Case ours = results.require(measure + contender);
    String layout = contender.substring(contender.lastIndexOf('-') + 1);
    String parquet = measure.startsWith("1d/") ? "parquet" : "parquet-" + layout;
    return row(
        label,
        twoDigits(ours.gigabytesPerSecond()),
        speed(ours, results.find(measure + parquet)),
        speed(ours, results.find(measure + "java-loop")),
        speed(ours, results.find(measure + "numpy-expression")),
        speed(ours, results.find(measure + "numpy-sum")));
  }

  private List<String> sum(ResultsFile float32) throws IOException {
    ResultsFile float64 = results("sum-float64.csv");
    ResultsFile column = results("sum-column.csv");
    ResultsFile alone = results("sum-column-alone.csv");
    List<String> lines = new ArrayList<>();
    lines.add(
        "| | s | GB/s | times Parquet | times Spark's loop | times plain Java, less an empty query"
            + " | times C, less an empty query |");
    lines.add("|---|---|---|---|---|---|---|");
    lines.add(sum("float32, 1-D", float32, "1d", "overhead-float64"));
    lines.add(sum("float64, 1-D", float64, "1d-float64", "overhead-float64"));
    lines.add(sum("float32, every 16th", column, "16", "overhead-float64"));
    lines.add(sum("float32, every 16th, with the two loops only", alone, "16", "overhead-float64"));
    lines.add("");
    lines.add("1-D: " + float32.circumstances() + ". Every 16th: " + column.circumstances() + ".");
    lines.add("With the two loops only: " + alone.circumstances() + ".");
    return lines;
  }

  private static String sum(String label, ResultsFile results, String array, String empty) {
    String id = array + "/aggregate/";
    ResultsFile.Case ours = results.require(id + "memmap");
    double overhead = results.require(empty + "/aggregate/memmap").seconds();
    ResultsFile.Case rest = new ResultsFile.Case(ours.bytes(), ours.seconds() - overhead);
    String parquet = array.startsWith("1d") ? "parquet" : "parquet-columns";
    return row(
        label,
        twoDigits(ours.seconds()),
        twoDigits(ours.gigabytesPerSecond()),
        speed(ours, results.find(id + parquet)),
        speed(ours, results.find(id + "memmap-rows")),
        speed(rest, results.find(id + "java-loop")),
        speed(rest, results.find(id + "c-loop")));
  }

  private static List<String> questions(ResultsFile results) {
    List<String> lines = new ArrayList<>();
    lines.add("| | memmap, s | Spark's loop, s | Parquet, s | NumPy, s | C, s | times Parquet |");
    lines.add("|---|---|---|---|---|---|---|");
    lines.add(question("elements of a 1-D array greater than 0.5", results, "1d/count/"));
    lines.add(question("sum, minimum and maximum of a 1-D array", results, "1d/extremes/"));
    String table = "(n, 16): ";
    lines.add(question(table + "average of a column where another > 0.5", results, "16/average/"));
    lines.add(question(table + "rows where a column > 0.99", results, "16/selection/"));
    lines.add(question(table + "rows where a column >= 0, which all are", results, "16/all/"));
    lines.add(question(table + "sum of the products of two columns", results, "16/product/"));
    lines.add(question(table + "standard deviation of each column", results, "16/deviation/"));
    String wide = "(20,000, 1,000): ";
    lines.add(question(wide + "mean of each column, by `GROUP BY i1`", results, "1000/means/"));
    lines.add(question(wide + "mean of each column, by 1,000 functions", results, "1000/totals/"));
    lines.add(question("histogram of uint16", results, "uint16/histogram/"));
    lines.add(
        question(
            "norms of 100,000 rows of 768, by a higher-order function", results, "768/norms/"));
    lines.add("");
    lines.add(results.circumstances() + ".");
    return lines;
  }

  private static String question(String label, ResultsFile results, String measure) {
    double ours = results.require(measure + "memmap").seconds();
    double parquet = results.require(measure + "parquet").seconds();
    return row(
        label,
        twoDigits(ours),
        seconds(results, measure + "memmap-rows"),
        twoDigits(parquet),
        seconds(results, measure + "numpy"),
        seconds(results, measure + "c-loop"),
        twoDigits(parquet / ours));
  }

  private static String seconds(ResultsFile results, String id) {
    return results.find(id).map(found -> twoDigits(found.seconds())).orElse("");
  }

  private static List<String> functions(ResultsFile results) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "| | NumPy alone, s | ranges, s | blocks of bytes, s | rows, s | rows of Parquet, s | no"
            + " function, s | ranges: times Parquet |");
    lines.add("|---|---|---|---|---|---|---|---|");
    lines.add(functions("dot product of each row, float16 (n, 768)", results, "dot/"));
    lines.add(functions("strongest frequency of each row, float32 (n, 4096)", results, "fft/"));
    lines.add(functions("`np.bincount` of uint16", results, "bincount/"));
    lines.add("");
    lines.add(results.circumstances() + ".");
    return lines;
  }

  private static String functions(String label, ResultsFile results, String question) {
    List<String> cells = new ArrayList<>(List.of(label));
    for (String way : List.of("numpy", "ranges", "blocks", "rows", "parquet", "empty")) {
      cells.add(twoDigits(results.require(question + way).seconds()));
    }
    double ranges = results.require(question + "ranges").seconds();
    cells.add(twoDigits(results.require(question + "parquet").seconds() / ranges));
    return row(cells.toArray(String[]::new));
  }

  private static List<String> write(ResultsFile results) {
    List<String> lines = new ArrayList<>();
    lines.add("| | s | times noop | with `sync` | Parquet takes |");
    lines.add("|---|---|---|---|---|");
    lines.add(write("1-D float32", results, "1d/write/"));
    lines.add(write("(n, 16)", results, "16/write/"));
    lines.add(write("(n, 1000), `layout=array`", results, "1000/write/"));
    lines.add(write("(n, 1000), rows in any order, by `rowIndex`", results, "1000/permuted/"));
    lines.add("");
    lines.add(results.circumstances() + ".");
    return lines;
  }

  private static String write(String label, ResultsFile results, String measure) {
    double ours = results.require(measure + "memmap").seconds();
    double noop = results.require(measure + "noop").seconds();
    return row(
        label,
        twoDigits(ours),
        twoDigits(ours / noop),
        twoDigits(results.require(measure + "memmap-sync").seconds() / noop),
        twoDigits(results.require(measure + "parquet").seconds() / ours) + " times as long");
  }

  private static String row(String... cells) {
    return ("| " + String.join(" | ", cells) + " |").replace("|  |", "| |").replace("|  |", "| |");
  }

  /** Ratio of the bytes per second; empty if there is no other result. */
  private static String speed(ResultsFile.Case ours, Optional<ResultsFile.Case> other) {
    return other.map(o -> twoDigits(ours.gigabytesPerSecond() / o.gigabytesPerSecond())).orElse("");
  }

  /** Formats with two significant digits and no exponent; numbers from 10 on keep one decimal. */
  static String twoDigits(double value) {
    BigDecimal exact = BigDecimal.valueOf(value);
    BigDecimal rounded =
        value >= 10 ? exact.setScale(1, RoundingMode.HALF_EVEN) : exact.round(new MathContext(2));
    return rounded.toPlainString();
  }
}
