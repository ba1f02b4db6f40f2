package io.memmap.it;

import static org.apache.spark.sql.functions.lit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Writes arrays in every mode into the given directory and prints the errors of refused writes;
 * {@code write_smoke_check.py} checks the arrays. It is compiled once and runs on every Spark line,
 * so it uses only methods that all lines have.
 */
public final class WriteSmokeJob {
  private final SparkSession spark;
  private final Path directory;

  private WriteSmokeJob(SparkSession spark, Path directory) {
    this.spark = spark;
    this.directory = directory;
  }

  public static void main(String[] args) throws Exception {
    SparkSession spark =
        SparkSession.builder()
            .appName("WriteSmokeJob")
            .config("spark.sql.catalog.spark_catalog", "io.memmap.spark.MemmapSessionCatalog")
            .getOrCreate();
    spark.sparkContext().setLogLevel("WARN");
    System.out.println("WRITE version=" + spark.version());
    WriteSmokeJob job = new WriteSmokeJob(spark, Path.of(args[0]));
    job.saveModes();
    job.inPlace();
    job.layouts();
    job.headers();
    job.catalog();
    job.namedTable();
    spark.stop();
  }

  private Dataset<Row> ints(long from, long to) {
    return spark.range(from, to, 1, 3).selectExpr("cast(id as int) v");
  }

  private DataFrameWriter<Row> writer(Dataset<Row> rows, String mode) {
    return rows.write().format("memmap").mode(mode);
  }

  private String file(String name) {
    return directory.resolve(name).toString();
  }

  private void saveModes() {
    ints(0, 100).write().format("memmap").save(file("default.dat"));
    refused("default", () -> ints(0, 5).write().format("memmap").save(file("default.dat")));
    writer(ints(0, 5), "overwrite").save(file("overwrite.dat"));
    writer(ints(7, 17), "overwrite").option("mode", "w+").save(file("overwrite.dat"));
    writer(ints(0, 100), "ignore").save(file("ignore.dat"));
    writer(ints(0, 5), "ignore").save(file("ignore.dat"));
    writer(ints(0, 10), "append").save(file("append.dat"));
    writer(ints(10, 25), "append").save(file("append.dat"));
    refused(
        "pair", () -> writer(ints(0, 5), "append").option("mode", "w+").save(file("append.dat")));
    refused(
        "value",
        () -> writer(ints(250, 260), "append").option("dtype", "int8").save(file("append.dat")));
  }

  private void inPlace() {
    Dataset<Row> table = spark.range(0, 60, 1, 3).selectExpr("59 - id i", "59D - id a", "id b");
    writer(table, "overwrite")
        .option("dtype", ">f4")
        .option("order", "F")
        .option("rowIndex", "i")
        .save(file("inplace.dat"));
    writer(spark.range(0, 60, 7, 2).selectExpr("id i", "-id a", "0.5 b"), "append")
        .option("mode", "r+")
        .option("dtype", ">f4")
        .option("order", "F")
        .option("shape", "60,2")
        .option("rowIndex", "i")
        .save(file("inplace.dat"));
  }

  private void layouts() {
    writer(spark.range(0, 60, 7, 2).selectExpr("id % 4 i1", "id value", "id % 15 i0"), "overwrite")
        .option("layout", "cells")
        .option("shape", "15,4")
        .save(file("cells.dat"));
    writer(spark.range(0, 10, 1, 3).selectExpr("array(array(id, 1), array(2, -id))"), "overwrite")
        .save(file("arrays.dat"));
    writer(spark.range(0, 10, 1, 3).selectExpr("cast(id as tinyint) a", "id / 4D b"), "overwrite")
        .save(file("struct.dat"));
  }

  private void headers() {
    writer(
            spark
                .range(0, 10, 1, 3)
                .selectExpr(
                    "named_struct('s', cast(id as string), 'd', date_add(date'2024-01-01', cast(id"
                        + " as int)), 'z', named_struct('real', id / 2D, 'imag', -1D)) v"),
            "overwrite")
        .option("dtype", "[('s', '>U2'), ('d', 'M8[D]'), ('z', 'c8')]")
        .save(file("kinds.npy"));
    writer(ints(0, 10), "append").save(file("append.npy"));
    writer(ints(10, 25), "append").save(file("append.npy"));
  }

  private void catalog() {
    spark.conf().set("spark.sql.catalog.files", "io.memmap.spark.MemmapCatalog");
    String table = "files.`" + file("catalog.npy") + "`";
    spark.sql("CREATE TABLE " + table + " AS SELECT cast(id as int) v FROM range(0, 10, 1, 2)");
    spark.sql("INSERT INTO " + table + " SELECT cast(id as int) FROM range(10, 25, 1, 2)");
    System.out.println(
        "WRITE catalog=" + spark.sql("SELECT count(*), sum(value) FROM " + table).head());
    spark.sql("UPDATE " + table + " SET value = value + 100 WHERE _row IN (3, 5, 24)");
    System.out.println(
        "WRITE updated="
            + spark
                .sql("SELECT count(*), sum(value - _row) + 3 FROM " + table + " WHERE value > 99")
                .head());
    mergeByRow();
    cached();
    merge(table);
    spark.sql("INSERT OVERWRITE " + table + " SELECT cast(id as int) FROM range(3)");
  }

  /**
   * Updates and merges by {@code _row}, the only key of an array without ids, in every clause that
   * may name it.
   */
  private void mergeByRow() {
    String table = "files.`" + file("by-row.npy") + "`";
    spark.sql("CREATE TABLE " + table + " AS SELECT id _c0, id * 2 _c1 FROM range(0, 6, 1, 2)");
    spark.sql("CREATE TEMPORARY VIEW fix AS SELECT id r, id + 100 v FROM range(1, 4)");
    spark.sql(
        "MERGE INTO "
            + table
            + " t USING fix ON t._row = fix.r WHEN MATCHED THEN UPDATE SET _c0 = v"
            + " WHEN NOT MATCHED THEN INSERT (_c0, _c1) VALUES (0, 0)");
    spark.sql(
        "MERGE INTO "
            + table
            + " t USING (SELECT 1 k, 7 w) s ON t._c1 = s.k * 2 AND t._file LIKE '%.npy'"
            + " WHEN MATCHED AND t._row > 0 THEN UPDATE SET _c1 = w + int(t._row)");
    spark.sql("UPDATE " + table + " SET _c1 = -_row WHERE _row IN (SELECT r + 2 FROM fix)");
    Row found = spark.sql("SELECT collect_list(_c0), collect_list(_c1) FROM " + table).head();
    System.out.println("WRITE byRow=" + found.getList(0) + found.getList(1));
    spark.sql("DROP TABLE " + table + " PURGE");
  }

  /** Spark reads a cached table from memory, and after each write it reads the file again. */
  private void cached() {
    String table = "files.`" + file("cached.npy") + "`";
    spark.sql("CREATE TABLE " + table + " AS SELECT id _c0, id * 2 _c1 FROM range(0, 6, 1, 2)");
    spark.sql("CACHE TABLE " + table);
    Dataset<Row> plan = spark.sql("EXPLAIN SELECT sum(_c1) FROM " + table);
    List<Long> sums = new ArrayList<>();
    for (String statement :
        List.of(
            "UPDATE " + table + " SET _c1 = 100 WHERE _c0 = 0",
            "UPDATE " + table + " SET _c1 = _row WHERE _row = 1",
            "INSERT INTO " + table + " VALUES (0, 1000)",
            "MERGE INTO "
                + table
                + " t USING (SELECT 2 r, 10000 v) s ON t._row = s.r"
                + " WHEN MATCHED THEN UPDATE SET _c1 = v",
            "INSERT OVERWRITE " + table + " VALUES (0, 7)")) {
      spark.sql(statement);
      sums.add(spark.sql("SELECT sum(_c1) FROM " + table).head().getLong(0));
    }
    boolean used = plan.head().getString(0).contains("InMemoryRelation");
    System.out.println("WRITE cached=" + sums + (used ? " from memory" : " from the file"));
    spark.sql("DROP TABLE " + table + " PURGE");
  }

  /** Both sides have the same blocks of rows as partitions, so that Spark does not shuffle. */
  private void merge(String table) {
    spark.conf().set("spark.sql.sources.v2.bucketing.enabled", "true");
    spark.conf().set("spark.sql.autoBroadcastJoinThreshold", "-1");
    String other = "files.`" + file("ignore.dat") + "?dtype=int32&shape=25`";
    Dataset<Row> join =
        spark.sql(
            "SELECT count(*), max(a._row) FROM "
                + table
                + " a JOIN "
                + other
                + " b ON a._row = b._row");
    Row found = join.head();
    boolean moved = join.queryExecution().toString().contains("hashpartitioning(_row");
    System.out.println("WRITE merged=" + found + (moved ? " after a shuffle" : " in place"));
    spark.conf().set("spark.sql.sources.v2.bucketing.enabled", "false");
  }

  private void namedTable() throws Exception {
    // writeTo(...).using(...) has different signatures in Spark 3.5 and 4
    spark.sql(
        "CREATE TABLE arrays USING memmap LOCATION '"
            + file("named.dat")
            + "' AS SELECT cast(id as int) v FROM range(0, 10, 1, 3)");
    ints(0, 3).writeTo("arrays").overwrite(lit(true));
    ints(3, 8).writeTo("arrays").append();
    spark.sql("INSERT INTO arrays VALUES (8)");
    System.out.println("WRITE named=" + spark.table("arrays").count());
    spark.sql("DROP TABLE arrays");
    spark.sql(
        "CREATE TABLE rows USING memmap OPTIONS (dtype '>i2') LOCATION '"
            + file("located.dat")
            + "' AS SELECT id FROM range(0, 5, 1, 2)");
    System.out.println("WRITE located=" + spark.sql("SELECT sum(id) FROM rows").head());
    spark.sql("DROP TABLE rows");
  }

  /** Runs a write that must fail and prints its innermost cause without a stack trace. */
  private static void refused(String what, Runnable write) {
    Throwable reason = new IllegalStateException("not refused");
    try {
      write.run();
    } catch (Exception e) { // AnalysisException is checked, and save() does not declare it
      reason = e;
    }
    while (reason.getCause() != null) {
      reason = reason.getCause();
    }
    String message = String.valueOf(reason.getMessage()).lines().findFirst().orElse("");
    System.out.println("WRITE " + what + "=" + reason.getClass().getSimpleName() + ": " + message);
  }
}
