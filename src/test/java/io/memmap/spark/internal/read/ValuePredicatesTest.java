package io.memmap.spark.internal.read;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.FilterExec;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.datasources.v2.BatchScanExec;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random predicates on the values of random arrays select the rows that Spark selects of the same
 * rows in Parquet. {@code -Doracle.seed} repeats a run, {@code -Doracle.rounds} makes it longer.
 */
class ValuePredicatesTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private static final long SEED = Long.getLong("oracle.seed", System.nanoTime());
  private static final int TABLES = 20 * Integer.getInteger("oracle.rounds", 1);
  private static final int QUERIES = 100;
  private static final int LEAST = 100;

  /** What is asked of the rows that a predicate selects. */
  private enum Asked {
    ROWS,
    INDICES,
    COUNT,
    AGGREGATES,
    GROUPS,
    LIMIT,
    TOP
  }

  @TempDir Path folder;

  private final Random random = new Random(SEED);
  private final Map<Asked, Integer> pushed = new EnumMap<>(Asked.class);
  private SparkSession session;

  /** One table: as loaded, and its rows in Parquet and in memory. */
  private record Table(ValueTable array, Dataset<Row> loaded, Dataset<Row> copy, List<Row> rows) {}

  @BeforeEach
  void start() {
    session =
        Plans.session(
            SPARK,
            some -> {
              some.conf().set("spark.sql.codegen.wholeStage", "false");
              some.conf().set("spark.sql.codegen.factoryMode", "NO_CODEGEN");
              some.conf().set("spark.sql.shuffle.partitions", "1");
              some.conf().set("spark.sql.adaptive.enabled", "false");
            });
  }

  @Test
  void theSameRowsAreSelectedAsOfParquet() throws IOException {
    for (int i = 0; i < TABLES; i++) {
      Table table = table(i);
      RandomPredicates predicates = new RandomPredicates(random, table.loaded, table.rows);
      List<Column> some = IntStream.range(0, QUERIES).mapToObj(query -> predicates.any(3)).toList();
      boolean[][] selected = selected(table, some);
      for (int query = 0; query < QUERIES; query++) {
        check(table, some.get(query), selected[query]);
      }
    }
    System.out.printf(
        "%d random predicates on values selected the same rows, -Doracle.seed=%d; pushed: %s%n",
        TABLES * QUERIES, SEED, pushed);
    for (Asked asked : Asked.values()) {
      assertThat(pushed.getOrDefault(asked, 0)).as(asked + seed()).isGreaterThanOrEqualTo(LEAST);
    }
  }

  private static String seed() {
    return " -Doracle.seed=" + SEED;
  }

  private Table table(int number) throws IOException {
    ValueTable array = ValueTable.of(random, folder.resolve("t" + number));
    Path parquet = folder.resolve("p" + number);
    array
        .load(session, false)
        .selectExpr("*", "_row row", "_file file", "monotonically_increasing_id() position")
        .coalesce(1)
        .write()
        .parquet(parquet.toString());
    Dataset<Row> copy = session.read().parquet(parquet.toString());
    Dataset<Row> loaded = array.load(session, true).selectExpr("*", "_row row", "_file file");
    List<Row> rows = copy.orderBy("position").drop("position").collectAsList();
    return new Table(array, loaded, copy, rows);
  }

  /** For each predicate, whether it is true for each row, by Spark's own expressions. */
  private static boolean[][] selected(Table table, List<Column> predicates) {
    Column[] all =
        Stream.concat(
                predicates.stream().map(some -> some.eqNullSafe(lit(true))),
                Stream.of(col("position")))
            .toArray(Column[]::new);
    List<Row> found = table.copy.orderBy("position").select(all).collectAsList();
    boolean[][] selected = new boolean[predicates.size()][found.size()];
    for (int i = 0; i < predicates.size(); i++) {
      for (int row = 0; row < found.size(); row++) {
        selected[i][row] = found.get(row).getBoolean(i);
      }
    }
    return selected;
  }

  private void check(Table table, Column predicate, boolean[] selected) {
    Asked asked = Asked.values()[random.nextInt(Asked.values().length)];
    String context = asked + " where " + predicate + " of " + table.array + seed();
    List<Row> expected =
        IntStream.range(0, selected.length)
            .filter(row -> selected[row])
            .mapToObj(table.rows::get)
            .toList();
    Dataset<Row> some = table.loaded.where(predicate);
    Dataset<Row> query =
        switch (asked) {
          case ROWS -> some;
          case INDICES -> some.select("file", "row");
          case COUNT -> some.selectExpr("count(*)");
          case AGGREGATES -> some.agg(expr("count(*)"), aggregates(table));
          case GROUPS -> grouped(table, some);
          case LIMIT -> some.limit(1 + random.nextInt(20));
          case TOP -> top(some);
        };
    List<Row> found = query.collectAsList();
    switch (asked) {
      case ROWS -> assertThat(counted(found)).as(context).isEqualTo(counted(expected));
      case INDICES -> {
        int width = table.loaded.columns().length;
        List<Row> indices =
            expected.stream()
                .map(row -> RowFactory.create(row.get(width - 1), row.get(width - 2)))
                .toList();
        assertThat(counted(found)).as(context).isEqualTo(counted(indices));
      }
      case COUNT -> assertThat(found.get(0).getLong(0)).as(context).isEqualTo(expected.size());
      case AGGREGATES ->
          assertThat(counted(found))
              .as(context)
              .isEqualTo(
                  counted(
                      table
                          .copy
                          .where(predicate)
                          .agg(expr("count(*)"), aggregates(table))
                          .collectAsList()));
      case GROUPS ->
          assertThat(counted(found))
              .as(context)
              .isEqualTo(counted(grouped(table, table.copy.where(predicate)).collectAsList()));
      case LIMIT -> {
        assertThat(found.size()).as(context).isLessThanOrEqualTo(20);
        RandomQueriesTest.assertSomeOf(
            context, normal(expected), normal(found), Math.min(found.size(), expected.size()));
        assertThat(found.isEmpty()).as(context).isEqualTo(expected.isEmpty());
      }
      case TOP ->
          assertThat(counted(found))
              .as(context)
              .isEqualTo(counted(top(table.copy.where(predicate)).collectAsList()));
    }
    count(asked, query.queryExecution().sparkPlan());
  }

  /** By a column of small integers or booleans, or else by blocks of rows. */
  private static Dataset<Row> grouped(Table table, Dataset<Row> rows) {
    Column group =
        Arrays.stream(table.loaded.schema().fields())
            .filter(
                field ->
                    field.dataType() instanceof BooleanType || field.dataType() instanceof ByteType)
            .map(field -> col(field.name()))
            .findFirst()
            .orElseGet(() -> expr("floor(row / 64)"));
    return rows.groupBy(group).agg(expr("count(*)"), aggregates(table));
  }

  private static Dataset<Row> top(Dataset<Row> rows) {
    return rows.select("row", "file").orderBy(col("row").desc(), col("file")).limit(5);
  }

  private static Column[] aggregates(Table table) {
    List<Column> all = new ArrayList<>();
    for (StructField field : table.loaded.schema().fields()) {
      if (!(field.dataType() instanceof NumericType) || field.name().equals("row")) {
        continue;
      }
      all.add(expr("min(`" + field.name() + "`)"));
      all.add(expr("max(`" + field.name() + "`)"));
      boolean exact =
          field.dataType() instanceof ByteType
              || field.dataType() instanceof ShortType
              || field.dataType() instanceof IntegerType;
      if (exact) {
        all.add(expr("sum(`" + field.name() + "`)"));
      }
    }
    all.add(expr("count(1)"));
    return all.toArray(Column[]::new);
  }

  private static Map<Row, Integer> counted(List<Row> rows) {
    return RandomQueriesTest.counted(normal(rows));
  }

  /**
   * Rows with 0.0 for -0.0, which are equal in Spark, and not in Java; and with one class of dates,
   * which depends on the active session.
   */
  private static List<Row> normal(List<Row> rows) {
    return rows.stream()
        .map(
            row ->
                RowFactory.create(
                    IntStream.range(0, row.size()).mapToObj(i -> normal(row.get(i))).toArray()))
        .toList();
  }

  private static Object normal(Object value) {
    if (value instanceof Float number) {
      return number + 0.0f;
    } else if (value instanceof java.sql.Date date) {
      return date.toLocalDate();
    }
    return value instanceof Double number ? (Object) (number + 0.0) : value;
  }

  private void count(Asked asked, SparkPlan plan) {
    boolean filtered = plan.find(node -> node instanceof FilterExec).isDefined();
    SparkPlan leaf = plan.collectLeaves().apply(0);
    if (filtered || !(leaf instanceof BatchScanExec scan)) {
      return;
    }
    boolean kernels = scan.scan() instanceof AggregateScan;
    boolean aggregated = asked == Asked.COUNT || asked == Asked.AGGREGATES || asked == Asked.GROUPS;
    if (kernels || (!aggregated && !Plans.planned(scan.scan()).filter().isNone())) {
      pushed.merge(asked, 1, Integer::sum);
    }
  }
}
