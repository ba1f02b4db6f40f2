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

/** The plans that Spark makes of queries. */
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

  /** The only scan of a query. */
  public static ArrayScan scan(Dataset<Row> query) {
    return planned(((BatchScanExec) leaf(query)).scan());
  }

  /** The scan as it was planned, without runtime filters. */
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

  /** The physical plan that runs; without adaptive execution it is complete in advance. */
  public static String text(Dataset<?> query) {
    return query.queryExecution().executedPlan().toString();
  }

  /** A new session with these settings. */
  public static SparkSession session(SparkTesting testing, Consumer<SparkSession> settings) {
    SparkSession session = testing.spark().newSession();
    settings.accept(session);
    return session;
  }
}
