package io.memmap.bench;

import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.dtype.DTypes;
import io.memmap.array.npy.NpyHeader;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Times loading, planning and reading a table of very many columns, in both orders and with both
 * values of option {@code access}. Start with {@code java @conf/java-options}. Arguments: number of
 * columns, of rows and of rounds, folder for the arrays.
 *
 * <p>Spark itself takes most of the time for planning and code of so many columns. For comparison,
 * {@code range} is a plan with as many expressions over a table of one column, which reads no file.
 */
public final class WideTableBenchmark {

  private final int columns;
  private final int rows;
  private final int rounds;
  private final Path folder;
  private final SparkSession session;
  private final PrintStream out;
  private final Steps steps;

  WideTableBenchmark(
      int columns, int rows, int rounds, Path folder, SparkSession session, PrintStream out) {
    this.columns = columns;
    this.rows = rows;
    this.rounds = rounds;
    this.folder = folder;
    this.session = session;
    this.out = out;
    this.steps = new Steps(out);
  }

  public static void main(String[] args) throws Exception {
    int columns = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
    int rows = args.length > 1 ? Integer.parseInt(args[1]) : 1_000;
    int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 3;
    Path folder = Path.of(args.length > 3 ? args[3] : "target/bench").toAbsolutePath();
    SparkSession session =
        ReadBenchmark.session("memmap wide table", BenchOptions.parse("--cores", "2"));
    try {
      new WideTableBenchmark(columns, rows, rounds, folder, session, System.out).run();
    } finally {
      session.stop();
    }
  }

  /**
   * Prints one line for each step of each round.
   *
   * @throws IllegalStateException if an answer is wrong
   */
  void run() throws Exception {
    out.println(rows + " rows of " + columns + " columns, Spark " + session.version());
    for (Order order : Order.values()) {
      Path file = made(order);
      for (String access : List.of("mmap", "read")) {
        for (int round = 1; round <= rounds; round++) {
          out.println("order " + order + ", access " + access + ", round " + round);
          read(file, access);
        }
      }
    }
    out.println("without a file");
    Dataset<Row> none = session.range(rows).toDF("c");
    steps.timed("sum all", () -> none.selectExpr(sums(column -> "c + " + column)).collectAsList());
  }

  private void read(Path file, String access) throws Exception {
    Dataset<Row> table =
        steps.timed(
            "load",
            () -> session.read().format("memmap").option("access", access).load(file.toString()));
    steps.timed("plan all", () -> table.queryExecution().executedPlan());
    steps.timed("select all", () -> table.javaRDD().map(Row::size).countByValue());
    Row sums = steps.timed("sum all", () -> table.selectExpr(sums(i -> "_c" + i)).first());
    // element [i, j] is i + j
    Steps.expect((double) rows * (rows - 1) / 2, sums.getDouble(0));
    Steps.expect((double) rows * (rows - 1) / 2 + (double) rows * (columns - 1), last(sums));
    Steps.expect(
        sums.getDouble(0),
        steps.timed("sum one", () -> table.selectExpr("sum(_c0)").first().get(0)));
  }

  private double last(Row sums) {
    return sums.getDouble(columns - 1);
  }

  private String[] sums(java.util.function.IntFunction<String> column) {
    return IntStream.range(0, columns)
        .mapToObj(i -> "sum(" + column.apply(i) + ")")
        .toArray(String[]::new);
  }

  private Path made(Order order) throws IOException {
    Path file = folder.resolve("wide-" + rows + "-" + columns + "-" + order + ".npy");
    if (Files.exists(file)) {
      return file;
    }
    Files.createDirectories(folder);
    boolean byRows = order == Order.C;
    int outer = byRows ? rows : columns;
    int inner = byRows ? columns : rows;
    try (OutputStream bytes = new BufferedOutputStream(Files.newOutputStream(file))) {
      bytes.write(NpyHeader.encode(DTypes.parse("<f8"), Shape.of(rows, columns), order));
      for (int i = 0; i < outer; i++) {
        ByteBuffer line = ByteBuffer.allocate(inner * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int j = 0; j < inner; j++) {
          line.putDouble((double) i + j);
        }
        bytes.write(line.array());
      }
    }
    return file;
  }
}
