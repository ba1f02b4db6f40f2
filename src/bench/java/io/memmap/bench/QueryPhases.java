package io.memmap.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.QueryPlanningTracker.PhaseSummary;
import scala.jdk.javaapi.CollectionConverters;

/** Where the time of a small query goes: Spark's phases of planning, and the execution. */
final class QueryPhases {
  private static final int WARM_UP = 100;
  private static final int COUNTED = 101;
  private static final double NANOS = 1e9;
  private static final double MILLIS = 1e3;

  private final Map<String, List<Double>> seconds = new LinkedHashMap<>();

  private QueryPhases() {}

  /**
   * Medians in seconds by phase, and that of the whole query, after many queries that are not
   * counted.
   */
  static Map<String, Double> of(Dataset<Row> rows, String function) {
    for (int i = 0; i < WARM_UP; i++) {
      rows.selectExpr(function).collectAsList();
    }
    QueryPhases phases = new QueryPhases();
    for (int i = 0; i < COUNTED; i++) {
      phases.time(rows, function);
    }
    Map<String, Double> medians = new LinkedHashMap<>();
    phases.seconds.forEach((phase, all) -> medians.put(phase, Statistics.of(all).median()));
    return medians;
  }

  private void time(Dataset<Row> rows, String function) {
    long begun = System.nanoTime();
    Dataset<Row> query = rows.selectExpr(function);
    query.queryExecution().executedPlan();
    long planned = System.nanoTime();
    query.collectAsList();
    long ended = System.nanoTime();
    Map<String, PhaseSummary> all =
        CollectionConverters.asJava(query.queryExecution().tracker().phases());
    all.entrySet().stream()
        .sorted(Comparator.comparing(phase -> phase.getValue().startTimeMs()))
        .forEach(phase -> add(phase.getKey(), phase.getValue().durationMs() / MILLIS));
    add("execution", (ended - planned) / NANOS);
    add("whole query", (ended - begun) / NANOS);
  }

  private void add(String phase, double time) {
    seconds.computeIfAbsent(phase, key -> new ArrayList<>()).add(time);
  }
}
