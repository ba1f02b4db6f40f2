package io.memmap.spark.internal.read;

import io.memmap.testing.SparkTesting;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.datasources.v2.BatchScanExec;

/** What Spark plans to do. */
public final class Plans {
  private Plans() {}

  /** Options in pairs. */
  public static DataFrameReader memmap(SparkSession spark, String... options) {
    return spark.read().format("memmap").options(map(options));
  }

  public static Map<String, String> map(String... pairs) {
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    return map;
  }

  /** The scan of a query that has one. */
  public static ArrayScan scan(Dataset<Row> query) {
    return planned(((BatchScanExec) leaf(query)).scan());
  }

  /** The rows and columns of a scan as they were planned. */
  static ArrayScan planned(Scan scan) {
    return scan instanceof FilterableScan filterable ? filterable.planned() : (ArrayScan) scan;
  }

  /** The only leaf of a query's plan. */
  public static SparkPlan leaf(Dataset<?> query) {
    return query.queryExecution().sparkPlan().collectLeaves().apply(0);
  }

  /** The only leaf of the plan that was run, with its metrics. */
  public static SparkPlan leafOfRun(Dataset<?> query) {
    return query.queryExecution().executedPlan().collectLeaves().apply(0);
  }

  /** The physical plan as it runs; without adaptive execution it says all in advance. */
  public static String text(Dataset<?> query) {
    return query.queryExecution().executedPlan().toString();
  }

  /** A session with settings of its own. */
  public static SparkSession session(SparkTesting testing, Consumer<SparkSession> settings) {
    SparkSession session = testing.spark().newSession();
    settings.accept(session);
    return session;
  }
}
