package io.memmap.it;

import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Writes an int32 array of shape (rows, {@value #COLUMNS}) with {@code a[i, j] = i % 1000 + j},
 * reads it and stores the results as lines {@code key=value} in file {@code said} of the gate
 * folder, since the driver may run on any worker. Arguments: the array, the gate folder, rows,
 * rounds.
 *
 * <p>Every round sums all elements. It starts when the gate folder holds {@code go-ROUND}; first
 * attempts are held while they read, as in {@link HeldWriteJob}.
 */
public final class ClusterJob {
  static final int COLUMNS = 16;
  static final int PERIOD = 1_000;

  private ClusterJob() {}

  public static void main(String[] args) throws Exception {
    String array = args[0];
    Path gate = Path.of(args[1]);
    long rows = Long.parseLong(args[2]);
    int rounds = Integer.parseInt(args[3]);
    SparkSession spark = SparkSession.builder().appName("ClusterJob").getOrCreate();
    List<String> said = new ArrayList<>();
    said.add("deployMode=" + spark.sparkContext().deployMode());
    write(spark, array, rows);
    DataFrameReader reader =
        spark.read().format("memmap").option("dtype", "int32").option("shape", "-1," + COLUMNS);
    for (int round = 1; round <= rounds; round++) {
      HeldWriteJob.await(gate.resolve("go-" + round));
      Dataset<Row> read = reader.load(array);
      said.add("sum" + round + "=" + sumOfAll(read, new Gate(gate.toString(), round)));
      tell(gate, "ended-" + round, "ok");
    }
    said.addAll(aggregates(reader.option("rowIndex", "i").load(array)));
    tell(gate, "said", String.join("\n", said));
    spark.stop();
  }

  private static void write(SparkSession spark, String array, long rows) {
    String[] columns =
        IntStream.range(0, COLUMNS)
            .mapToObj(j -> "cast(id % " + PERIOD + " + " + j + " as int) c" + j)
            .toArray(String[]::new);
    spark.range(rows).selectExpr(columns).write().format("memmap").mode("overwrite").save(array);
  }

  private static long sumOfAll(Dataset<Row> array, Gate gate) {
    String row =
        IntStream.range(0, COLUMNS).mapToObj(j -> "_c" + j).collect(Collectors.joining(" + "));
    return array
        .selectExpr("cast(" + row + " as bigint) value")
        .as(Encoders.LONG())
        .filter((FilterFunction<Long>) value -> gate.pass())
        .agg(sum("value"))
        .head()
        .getLong(0);
  }

  private static List<String> aggregates(Dataset<Row> array) {
    Row whole = array.agg(sum("_c0"), min("_c3"), max("_c15")).head();
    Dataset<Row> groups = array.groupBy("_c0").agg(sum("_c1").as("s"), max("i").as("last"));
    Row grouped = groups.agg(sum("s"), max("last")).head();
    return List.of(
        "count=" + array.count(),
        "aggregates=" + whole,
        "grouped=" + grouped,
        "groups=" + groups.count());
  }

  /** Writes a file under another name and renames it, so that readers see the whole text. */
  private static void tell(Path gate, String name, String text) throws IOException {
    Files.writeString(gate.resolve("draft"), text);
    Files.move(gate.resolve("draft"), gate.resolve(name));
  }

  /** Passes all rows; holds first attempts of tasks at row {@value #HELD_ROW}. */
  private static final class Gate implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int HELD_ROW = 10_000;

    private final String folder;
    private final int round;
    private int seen;

    Gate(String folder, int round) {
      this.folder = folder;
      this.round = round;
    }

    boolean pass() throws IOException, InterruptedException {
      seen++;
      if (seen == HELD_ROW && TaskContext.get().attemptNumber() == 0) {
        HeldWriteJob.hold(Path.of(folder), round, TaskContext.get().partitionId());
      }
      return true;
    }
  }
}
