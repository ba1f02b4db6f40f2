package io.memmap.spark.internal.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.FilterExec;
import org.apache.spark.sql.execution.LocalTableScanExec;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.datasources.v2.BatchScanExec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random queries over random arrays, run in several ways, have the results of the same rows in
 * memory. Files change between queries. {@code -Doracle.seed} repeats a run, {@code
 * -Doracle.rounds} makes it longer.
 */
class RandomQueriesTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private static final long SEED = Long.getLong("oracle.seed", System.nanoTime());
  private static final String CONTEXT = " -Doracle.seed=" + SEED;
  private static final int TABLES = 12 * Integer.getInteger("oracle.rounds", 1);
  private static final int QUERIES = 12;
  private static final int QUERIES_AFTER_A_CHANGE = 3;
  private static final int JOINS = 14 * Integer.getInteger("oracle.rounds", 1);
  private static final int LEAST = 20;
  private static final String BUCKETING = "spark.sql.sources.v2.bucketing.enabled";

  /** Operations that were pushed down. */
  private enum Taken {
    PREDICATE,
    LIMIT,
    AGGREGATE
  }

  /** The ways to run a query. */
  private enum Way {
    AS_LOADED,
    WITHOUT_PUSHDOWN,
    COALESCED,
    BY_NAME,
    BY_NAME_IN_BLOCKS,
    CACHED
  }

  @TempDir Path folder;

  private final Random random = new Random(SEED);
  private final Map<Taken, Integer> taken = new EnumMap<>(Taken.class);
  private final Map<String, Integer> asked = new TreeMap<>();
  private SparkSession session;

  @BeforeEach
  void start() {
    // Code generation would take most of the time; other tests cover it.
    session =
        Plans.session(
            SPARK,
            some -> {
              some.conf().set("spark.sql.catalog.arrays", "io.memmap.spark.MemmapCatalog");
              some.conf().set("spark.sql.codegen.wholeStage", "false");
              some.conf().set("spark.sql.codegen.factoryMode", "NO_CODEGEN");
              some.conf().set("spark.sql.shuffle.partitions", "1");
              some.conf().set("spark.sql.adaptive.enabled", "false");
            });
  }

  @Test
  void theAnswersAreTheSame() throws IOException {
    for (int i = 0; i < TABLES; i++) {
      int files = List.of(1, 4, 14).get(random.nextInt(3));
      RandomFiles arrays =
          new RandomFiles(random, folder.resolve("t" + i), i, files, 50 / files + 9);
      List<RandomTable> tables = List.of(table(arrays), table(arrays));
      tables.forEach(this::checkAllWays);
      changeAndCheck(arrays, tables, RandomFiles.Change.MORE_ROWS);
      changeAndCheck(arrays, tables, arrays.anyChange());
    }
    System.out.printf(
        "random queries gave the same answers,%s; asked: %s; taken over: %s%n",
        CONTEXT, asked, taken);
    for (Taken some : Taken.values()) {
      assertThat(taken.getOrDefault(some, 0)).as(some + CONTEXT).isGreaterThanOrEqualTo(LEAST);
    }
  }

  private RandomTable table(RandomFiles arrays) {
    return new RandomTable(
        session,
        random,
        arrays,
        random.nextBoolean() ? RandomTable.FORWARDS : RandomTable.BACKWARDS);
  }

  private void checkAllWays(RandomTable table) {
    Dataset<Row> expected = table.expected();
    table.array().createOrReplaceTempView("loaded");
    table.array().selectExpr("*", "_row", "_file").createOrReplaceTempView("whole");
    session.sql("CACHE TABLE loaded");
    session.sql("CACHE TABLE whole");
    try {
      for (int j = 0; j < QUERIES; j++) {
        RandomQuery query = RandomQuery.of(random, table.words());
        Way way = Way.values()[Math.max(0, random.nextInt(Way.values().length + 4) - 4)];
        check(table, query, way, expected);
      }
    } finally {
      session.sql("UNCACHE TABLE loaded");
      session.sql("UNCACHE TABLE whole");
    }
  }

  private void check(RandomTable table, RandomQuery query, Way way, Dataset<Row> expected) {
    asked.merge(way.name(), 1, Integer::sum);
    String context = way + " " + query + " of " + table + CONTEXT;
    session.conf().set(BUCKETING, way == Way.BY_NAME_IN_BLOCKS);
    Dataset<Row> answer =
        query.on(
            switch (way) {
              case AS_LOADED -> table.array();
              case WITHOUT_PUSHDOWN -> table.plain();
              case COALESCED -> table.array().coalesce(1 + random.nextInt(3));
              case BY_NAME, BY_NAME_IN_BLOCKS -> table.named();
              case CACHED -> session.table("whole");
            });
    List<Row> found = answer.collectAsList();
    session.conf().set(BUCKETING, false);
    List<Row> right = query.by(expected).collectAsList();
    boolean inOrder = way != Way.COALESCED && way != Way.BY_NAME_IN_BLOCKS && way != Way.CACHED;
    if (query.kind() == RandomQuery.Kind.LIMIT && !inOrder) {
      assertSomeOf(context, query.choice(expected).collectAsList(), found, right.size());
    } else if (query.kind() == RandomQuery.Kind.ORDERED) {
      assertThat(found).as(context).isEqualTo(right);
    } else {
      assertThat(counted(found)).as(context).isEqualTo(counted(right));
    }
    if (way == Way.AS_LOADED && query.kind() != RandomQuery.Kind.COMPARED) {
      count(query, answer.queryExecution().sparkPlan(), right.size());
    }
  }

  static Map<Row, Integer> counted(List<Row> rows) {
    Map<Row, Integer> counted = new HashMap<>();
    rows.forEach(row -> counted.merge(row, 1, Integer::sum));
    return counted;
  }

  static void assertSomeOf(String context, List<Row> all, List<Row> found, int count) {
    assertThat(found).as(context).hasSize(count);
    Map<Row, Integer> there = counted(all);
    counted(found)
        .forEach(
            (row, times) ->
                assertThat(times)
                    .as(row + context)
                    .isLessThanOrEqualTo(there.getOrDefault(row, 0)));
  }

  private void changeAndCheck(
      RandomFiles arrays, List<RandomTable> tables, RandomFiles.Change change) throws IOException {
    List<Integer> read = tables.get(random.nextInt(tables.size())).selected();
    int changed = read.get(random.nextInt(read.size()));
    List<Dataset<Row>> before = tables.stream().map(RandomTable::expected).toList();
    String file = arrays.all().get(changed).path().toString();
    arrays.change(changed, change);
    for (int i = 0; i < tables.size(); i++) {
      RandomTable table = tables.get(i);
      for (int j = 0; j < QUERIES_AFTER_A_CHANGE; j++) {
        RandomQuery query = RandomQuery.of(random, table.words());
        if (change.keepsRows() || !table.selected().contains(changed)) {
          asked.merge("after " + change, 1, Integer::sum);
          Way way = random.nextBoolean() ? Way.AS_LOADED : Way.WITHOUT_PUSHDOWN;
          check(table, query, way, table.expected());
        } else {
          checkRefused(table, query, before.get(i), file, change);
        }
      }
    }
  }

  /** The query fails if it needs rows that are no longer there; it may not need their file. */
  private void checkRefused(
      RandomTable table,
      RandomQuery query,
      Dataset<Row> before,
      String file,
      RandomFiles.Change change) {
    String context = query + " of " + table + " after " + change + " of " + file + CONTEXT;
    List<Row> found;
    try {
      found = query.on(table.array()).collectAsList();
    } catch (Exception e) { // Spark throws checked ones that no method declares
      asked.merge("refused after " + change, 1, Integer::sum);
      assertThat(messages(e))
          .as(context)
          .contains(file)
          .containsPattern(
              change == RandomFiles.Change.REMOVED
                  ? "not found"
                  : "load it again|it was cut|needs \\d+ bytes, found");
      return;
    }
    boolean needed =
        query.looksAt(before).where("_file = '" + file + "'").count() > 0
            && !(query.sums() && change == RandomFiles.Change.REMOVED && query.summed().isEmpty());
    assertThat(needed).as("an answer of " + context).isFalse();
    assertThat(counted(found)).as(context).isEqualTo(counted(query.by(before).collectAsList()));
  }

  private static String messages(Throwable thrown) {
    StringBuilder all = new StringBuilder();
    for (Throwable some = thrown; some != null; some = some.getCause()) {
      all.append(some.getMessage()).append('\n');
    }
    return all.toString();
  }

  private void count(RandomQuery query, SparkPlan plan, int rows) {
    SparkPlan leaf = plan.collectLeaves().apply(0);
    if (!(leaf instanceof BatchScanExec scan)) {
      if (leaf instanceof LocalTableScanExec && query.sums()) {
        taken.merge(Taken.AGGREGATE, 1, Integer::sum);
      }
      return;
    }
    boolean filtered = plan.find(node -> node instanceof FilterExec).isDefined();
    if (scan.scan() instanceof AggregateScan) {
      taken.merge(Taken.AGGREGATE, 1, Integer::sum);
      return;
    }
    ArrayScan read = Plans.planned(scan.scan());
    long planned = read.rows();
    if (query.predicate() != null && !filtered) {
      taken.merge(Taken.PREDICATE, 1, Integer::sum);
      if (query.kind() == RandomQuery.Kind.ROWS && read.filter().isNone()) {
        assertThat(planned).as(query + CONTEXT).isEqualTo(rows);
      }
    }
    if (query.limits() && planned <= query.count()) {
      taken.merge(Taken.LIMIT, 1, Integer::sum);
    }
  }

  /** Arrays of several blocks; slices of the same direction have equal blocks. */
  @Test
  void joinsByRowsAreTheSameInBlocks() throws IOException {
    session.conf().set("spark.sql.autoBroadcastJoinThreshold", "-1");
    session.conf().set("spark.sql.shuffle.partitions", "4");
    int joined = 0;
    for (int i = 0; i < JOINS; i++) {
      List<String> slices = i % 3 > 0 ? RandomTable.BACKWARDS : RandomTable.FORWARDS;
      RandomTable left = single("left" + i, slices);
      RandomTable right = single("right" + i, slices);
      String predicate = predicate(left);
      String context = left + " and " + right + " where " + predicate + CONTEXT;
      List<Row> expected = joined(left.expected(), right.expected(), predicate);
      session.conf().set(BUCKETING, true);
      List<Row> found = joined(left.named(), right.named(), predicate);
      session.conf().set(BUCKETING, false);
      assertThat(counted(found)).as(context).isEqualTo(counted(expected));
      joined += expected.size();
    }
    System.out.printf("%d random joins of %d rows,%s%n", JOINS, joined, CONTEXT);
    assertThat(joined).as(CONTEXT).isPositive();
  }

  /** Mostly one that leaves out whole blocks. */
  private String predicate(RandomTable table) {
    if (random.nextInt(3) > 0) {
      return "_row >= " + random.nextInt(6_000);
    }
    String some = RandomQuery.of(random, table.words()).predicate();
    return some == null ? "true" : some;
  }

  private RandomTable single(String name, List<String> slices) throws IOException {
    int rows = random.nextInt(6) == 0 ? 40 : 12_000;
    RandomFiles arrays = new RandomFiles(random, folder.resolve(name), random.nextInt(4), 1, rows);
    return new RandomTable(session, random, arrays, slices);
  }

  private static List<Row> joined(Dataset<Row> left, Dataset<Row> right, String predicate) {
    Dataset<Row> one = left.where(predicate).selectExpr("_row a", "array(" + values(left) + ") x");
    Dataset<Row> other = right.selectExpr("_row b", "array(" + values(right) + ") y");
    return new ArrayList<>(one.join(other, one.col("a").equalTo(other.col("b"))).collectAsList());
  }

  private static String values(Dataset<Row> table) {
    List<String> names = new ArrayList<>(List.of(table.columns()));
    names.removeAll(List.of("year", "i0", "i1", "_row", "_file", "position"));
    return String.join(", ", names);
  }
}
