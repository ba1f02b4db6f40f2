package io.memmap.bench;

import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.dtype.DTypes;
import io.memmap.array.npy.NpyHeader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Times loading, planning, counting and summing many small files of one folder. Start with {@code
 * java @conf/java-options}. Arguments: number of files, number of rounds, folder for the files.
 */
public final class ManyFilesBenchmark {
  private static final int ROWS = 4;
  private static final int COLUMNS = 4;

  private final int files;
  private final int rounds;
  private final Path folder;
  private final SparkSession session;
  private final PrintStream out;
  private final Steps steps;

  ManyFilesBenchmark(int files, int rounds, Path folder, SparkSession session, PrintStream out) {
    this.files = files;
    this.rounds = rounds;
    this.folder = folder.resolve("files-" + files);
    this.session = session;
    this.out = out;
    this.steps = new Steps(out);
  }

  public static void main(String[] args) throws Exception {
    int files = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
    Path folder = Path.of(args.length > 2 ? args[2] : "target/bench").toAbsolutePath();
    SparkSession session =
        ReadBenchmark.session("memmap many files", BenchOptions.parse("--cores", "2"));
    try {
      new ManyFilesBenchmark(files, rounds, folder, session, System.out).run();
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
    make();
    out.println(files + " files of shape (4, 4), Spark " + session.version());
    for (int round = 1; round <= rounds; round++) {
      out.println("round " + round);
      Dataset<Row> rows =
          steps.timed("load", () -> session.read().format("memmap").load(folder.toString()));
      steps.timed("plan", () -> rows.selectExpr("sum(_c0 + 1)").queryExecution().executedPlan());
      long all = (long) files * ROWS;
      Steps.expect(all, steps.timed("count", rows::count));
      double sum = all * (all - 1) * COLUMNS / 2.0;
      Steps.expect(sum, steps.timed("sum", () -> rows.selectExpr("sum(_c0)").first().getDouble(0)));
      Steps.expect(
          sum + all,
          steps.timed("rows", () -> rows.selectExpr("sum(_c0 + 1)").first().getDouble(0)));
      Dataset<Row> one = rows.where("_file = '" + file(files / 2) + "'");
      Steps.expect((long) ROWS, steps.timed("one file", one::count));
    }
  }

  private Path file(int number) {
    return folder.resolve("part-" + number + ".npy");
  }

  /** Makes the files; element [i, j] of their concatenation is 4 i + j. */
  private void make() throws IOException {
    if (Files.exists(file(files - 1))) {
      return;
    }
    Files.createDirectories(folder);
    byte[] header = NpyHeader.encode(DTypes.parse("<f8"), Shape.of(ROWS, COLUMNS), Order.C);
    int elements = ROWS * COLUMNS;
    for (int number = 0; number < files; number++) {
      ByteBuffer data = ByteBuffer.allocate(elements * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      for (int element = 0; element < elements; element++) {
        data.putDouble((double) number * elements + element);
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      bytes.write(header);
      bytes.write(data.array());
      Files.write(file(number), bytes.toByteArray());
    }
  }
}
