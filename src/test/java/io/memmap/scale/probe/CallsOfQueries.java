package io.memmap.scale.probe;

import io.memmap.testing.CountedCalls;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Loads and queries many files in a separate JVM. For each step it prints the calls to the file
 * that got the most of each kind.
 */
public final class CallsOfQueries {
  private final String prefix;

  private CallsOfQueries(String prefix) {
    this.prefix = prefix;
  }

  /**
   * Runs the queries.
   *
   * @param arguments the folder, the prefix of the names of its files, and the name of one file
   */
  public static void main(String[] arguments) {
    String folder = arguments[0];
    SparkSession session =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "1")
            .getOrCreate();
    CallsOfQueries calls = new CallsOfQueries(folder + "/" + arguments[1]);
    CountedCalls.INSTANCE.forget();
    Dataset<Row> rows = read(session).load(folder);
    calls.print("load");
    read(session).schema(rows.toDF("a", "b").schema()).load(folder).schema();
    calls.print("load with schema");
    rows.queryExecution().executedPlan();
    calls.print("plan");
    rows.count();
    calls.print("count");
    rows.selectExpr("sum(_c0)").collectAsList();
    calls.print("kernels");
    rows.selectExpr("sum(_c0 + 1)").collectAsList();
    calls.print("rows");
    rows.where("_file = '" + folder + "/" + arguments[2] + "'").selectExpr("sum(_c0)").first();
    calls.print("one file");
    session.stop();
  }

  private static DataFrameReader read(SparkSession session) {
    return session.read().format("memmap");
  }

  private void print(String step) {
    System.out.println(step + ": " + CountedCalls.INSTANCE.mostPerFile(prefix));
    CountedCalls.INSTANCE.forget();
  }
}
