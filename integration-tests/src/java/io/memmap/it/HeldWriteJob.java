package io.memmap.it;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Writes an int64 array once per round. While the file {@code hold-P} is in the gate folder, the
 * first attempt of partition {@code P} stops half-way and creates the file {@code held-ROUND-P-PID}
 * there. Arguments: the array's path or URI, the gate folder, one of {@code overwrite}, {@code
 * update}, {@code append} and {@code shuffled}, rows, partitions, rounds.
 *
 * <p>Round {@code r} stores {@code i * FACTOR + r} as element {@code i}. An update stores every
 * third element, in another order than the array's.
 */
public final class HeldWriteJob {
  static final long FACTOR = 1_000;

  private HeldWriteJob() {}

  public static void main(String[] args) throws Exception {
    String array = args[0];
    Path gate = Path.of(args[1]);
    String kind = args[2];
    long rows = Long.parseLong(args[3]);
    int partitions = Integer.parseInt(args[4]);
    int rounds = Integer.parseInt(args[5]);
    SparkSession spark = SparkSession.builder().appName("HeldWriteJob").getOrCreate();
    for (int round = 1; round <= rounds; round++) {
      await(gate.resolve("go-" + round));
      String ended = "ok";
      try {
        long ids = kind.equals("update") ? thirds(rows) : rows;
        write(spark, kind, rows, partitions, new Gate(gate.toString(), round, ids / partitions))
            .save(array);
      } catch (Exception e) {
        ended = "failed " + e;
      }
      Files.writeString(gate.resolve("draft"), ended);
      Files.move(gate.resolve("draft"), gate.resolve("ended-" + round));
    }
    spark.stop();
  }

  private static DataFrameWriter<Row> write(
      SparkSession spark, String kind, long rows, int partitions, Gate gate) {
    return switch (kind) {
      case "overwrite" -> writer(values(spark.range(0, rows, 1, partitions), gate), "overwrite");
      case "append" -> writer(values(spark.range(0, rows, 1, partitions), gate), "append");
      case "shuffled" ->
          writer(
              values(spark.range(0, rows, 1, partitions).repartition(partitions), gate),
              "overwrite");
      case "update" -> {
        long thirds = thirds(rows);
        Dataset<Row> some =
            values(spark.range(0, thirds, 1, partitions), gate)
                .selectExpr(
                    // 7919 is prime, so this is a permutation
                    "(value div " + FACTOR + " * 7919) % " + thirds + " * 3 as i",
                    "value % " + FACTOR + " as round")
                .selectExpr("i", "i * " + FACTOR + " + round");
        yield writer(some, "append").option("mode", "r+").option("rowIndex", "i");
      }
      default -> throw new IllegalArgumentException(kind);
    };
  }

  /** Number of rows that an update changes. */
  private static long thirds(long rows) {
    return (rows + 2) / 3;
  }

  private static DataFrameWriter<Row> writer(Dataset<Row> rows, String mode) {
    return rows.write().format("memmap").mode(mode);
  }

  private static Dataset<Row> values(Dataset<Long> ids, Gate gate) {
    return ids.map((MapFunction<Long, Long>) gate::pass, Encoders.LONG()).toDF("value");
  }

  static void await(Path file) throws InterruptedException {
    while (!Files.exists(file)) {
      Thread.sleep(5);
    }
  }

  /** Waits while the partition's hold file exists, and creates the held file first. */
  static void hold(Path folder, int round, int partition) throws IOException, InterruptedException {
    Path hold = folder.resolve("hold-" + partition);
    if (!Files.exists(hold)) {
      return;
    }
    String name = "held-" + round + "-" + partition + "-" + ProcessHandle.current().pid();
    Files.writeString(folder.resolve(name), "");
    while (Files.exists(hold)) {
      Thread.sleep(2);
    }
  }

  /** Computes the values; holds the first attempt of each partition half-way. */
  record Gate(String folder, int round, long perPartition) implements Serializable {
    long pass(long id) throws IOException, InterruptedException {
      TaskContext task = TaskContext.get();
      boolean halfWay = id % perPartition == perPartition / 2;
      if (halfWay && task.attemptNumber() == 0 && task.stageAttemptNumber() == 0) {
        hold(Path.of(folder), round, task.partitionId());
      }
      return id * FACTOR + round;
    }
  }
}
