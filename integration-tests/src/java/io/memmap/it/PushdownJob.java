package io.memmap.it;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Runs queries on arrays with and without pushdown. For each query it prints whether a kernel or
 * fewer rows answered it and whether the answers are equal. It also prints how many processes ran
 * tasks. Argument: the directory for the arrays.
 */
public final class PushdownJob {
  private static final long ROWS = 300_000;

  private static final List<String> QUESTIONS =
      List.of(
          "count(*), sum(_c0), min(_c0), max(_c0), avg(_c0) FROM %s",
          "sum(_c1), min(_c2), max(_c3), sum(_c3) FROM %s WHERE _row >= 1000 AND _row < 250000",
          "sum(_c0), max(_c2) FROM %s WHERE _row IN (1, 5, 299999) OR _row BETWEEN 70 AND 80",
          "_file, count(*), sum(_c1), max(_c3) FROM %s GROUP BY _file",
          "try_sum(_c3), sum(_c2), avg(_c1) FROM %s WHERE _row < 100",
          "_row, _c0, _c3 FROM %s WHERE _row > 200000 ORDER BY _row DESC LIMIT 7",
          "_row, _c1 FROM %s WHERE _row <= 12 ORDER BY _row",
          "count(*) FROM (SELECT * FROM %s WHERE _row >= 17 LIMIT 1000)",
          "sum(_c0) FROM %s WHERE _row < 0",
          "count(DISTINCT _c2), sum(_c1) FROM %s WHERE _c2 > 3");

  private PushdownJob() {}

  public static void main(String[] args) {
    SparkSession spark =
        SparkSession.builder()
            .appName("PushdownJob")
            .config("spark.sql.catalog.arrays", "io.memmap.spark.MemmapCatalog")
            .getOrCreate();
    spark.sparkContext().setLogLevel("WARN");
    System.out.println("PUSHDOWN processes=" + processes(spark));
    for (String order : List.of("<", ">")) {
      write(spark, args[0], order);
      for (String question : QUESTIONS) {
        compare(spark, path(args[0], order), question);
      }
    }
    update(spark, args[0]);
    spark.stop();
  }

  private static String dtype(String order) {
    return "[('_c0', '%1$sf4'), ('_c1', '%1$si2'), ('_c2', 'u1'), ('_c3', '%1$si8')]"
        .formatted(order);
  }

  private static String path(String directory, String order) {
    return directory + "/" + (order.equals("<") ? "little" : "big") + ".npy";
  }

  private static void write(SparkSession spark, String directory, String order) {
    spark
        .range(0, ROWS, 1, 5)
        .selectExpr(
            "cast(id % 1001 / 8 as float) _c0",
            "cast(id % 30011 - 15000 as smallint) _c1",
            "cast(id % 251 as smallint) _c2",
            "id * 100000000 _c3")
        .write()
        .format("memmap")
        .mode("overwrite")
        .option("dtype", dtype(order))
        .save(path(directory, order));
  }

  private static void compare(SparkSession spark, String file, String question) {
    Dataset<Row> pushed = ask(spark, question, file);
    List<Row> found = pushed.collectAsList();
    List<Row> right = ask(spark, question, file + "?pushdown=false").collectAsList();
    String plan = pushed.queryExecution().executedPlan().toString();
    String how = plan.contains(" kernels=[") ? "kernel" : plan.contains(" of [") ? "rows" : "scan";
    System.out.println("PUSHDOWN " + how + " " + found.equals(right) + ": " + question);
    if (!found.equals(right)) {
      System.out.println("PUSHDOWN found " + found + ", not " + right);
    }
  }

  private static Dataset<Row> ask(SparkSession spark, String question, String table) {
    return spark.sql("SELECT " + question.formatted("arrays.`" + table + "`"));
  }

  private static void update(SparkSession spark, String directory) {
    String table = "arrays.`" + path(directory, ">") + "`";
    spark.sql("UPDATE " + table + " SET _c1 = 32000 WHERE _row % 60000 = 59999");
    String found =
        spark.sql("SELECT _row FROM " + table + " WHERE _c1 = 32000").collectAsList().stream()
            .map(row -> "" + row.getLong(0))
            .collect(Collectors.joining(","));
    System.out.println("PUSHDOWN updated=" + found);
  }

  private static long processes(SparkSession spark) {
    long driver = ManagementFactory.getRuntimeMXBean().getPid();
    return spark
        .range(0, 64, 1, 64)
        .map(
            (MapFunction<Long, Long>)
                row -> {
                  Thread.sleep(20);
                  return ProcessHandle.current().pid();
                },
            Encoders.LONG())
        .filter("value != " + driver)
        .distinct()
        .count();
  }
}
