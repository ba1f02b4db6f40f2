package io.memmap.spark.internal.read;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.RelationalGroupedDataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.FilterExec;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.datasources.v2.BatchScanExec;
import org.apache.spark.sql.functions;
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
  private static final int TABLES = 10 * Integer.getInteger("oracle.rounds", 1);
  private static final int QUERIES = 100;

  /** The number of queries of each kind that must have been pushed down. */
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
    int tables = 0;
    while (tables < TABLES || (tables < 2 * TABLES && lacking() > 0)) {
      Table table = table(tables++);
      RandomPredicates predicates = new RandomPredicates(random, table.loaded, table.rows);
      List<Column> some = IntStream.range(0, QUERIES).mapToObj(query -> predicates.any(3)).toList();
      boolean[][] selected = selected(table, some);
      List<Asked> asked = some.stream().map(predicate -> anyAsked()).toList();
      Map<Integer, Map<Row, Integer>> aggregated = aggregated(table, some, asked);
      for (int query = 0; query < QUERIES; query++) {
        check(
            table,
            asked.get(query),
            some.get(query),
            selected[query],
            aggregated.getOrDefault(query, Map.of()));
      }
    }
    System.out.printf(
        "%d random predicates on values selected the same rows, -Doracle.seed=%d; pushed: %s%n",
        tables * QUERIES, SEED, pushed);
    for (Asked asked : Asked.values()) {
      assertThat(lacking(asked)).as(asked + " of " + pushed + seed()).isZero();
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

  /** A kind; one that was pushed down less often than another is likelier. */
  private Asked anyAsked() {
    int chosen = random.nextInt(lacking() + Asked.values().length);
    for (Asked asked : Asked.values()) {
      chosen -= lacking(asked) + 1;
      if (chosen < 0) {
        return asked;
      }
    }
    throw new AssertionError(chosen);
  }

  private int lacking() {
    return Arrays.stream(Asked.values()).mapToInt(this::lacking).sum();
  }

  private int lacking(Asked asked) {
    return Math.max(0, LEAST - pushed.getOrDefault(asked, 0));
  }

  /**
   * What Spark makes of the rows in Parquet, for the predicates that ask for aggregates or groups.
   * One query answers many predicates, since a query of its own for each takes most of the time.
   */
  private static Map<Integer, Map<Row, Integer>> aggregated(
      Table table, List<Column> predicates, List<Asked> asked) {
    Map<Integer, Map<Row, Integer>> expected = new HashMap<>();
    List<Integer> whole = indices(asked, Asked.AGGREGATES);
    List<Integer> grouped = indices(asked, Asked.GROUPS);
    add(expected, whole, 0, agg(table.copy.groupBy(), table, predicates, whole));
    add(expected, grouped, 1, agg(table.copy.groupBy(group(table)), table, predicates, grouped));
    return expected;
  }

  private static List<Integer> indices(List<Asked> asked, Asked wanted) {
    return IntStream.range(0, asked.size()).filter(i -> asked.get(i) == wanted).boxed().toList();
  }

  private static List<Row> agg(
      RelationalGroupedDataset groups,
      Table table,
      List<Column> predicates,
      List<Integer> queries) {
    List<Column> all = new ArrayList<>(List.of(functions.count(lit(1))));
    for (int query : queries) {
      all.addAll(aggregates(table, column -> when(predicates.get(query), column)));
    }
    return groups
        .agg(all.get(0), all.subList(1, all.size()).toArray(Column[]::new))
        .collectAsList();
  }

  /** Cuts the rows into those of each query; a group without selected rows is none. */
  private static void add(
      Map<Integer, Map<Row, Integer>> expected, List<Integer> queries, int keys, List<Row> rows) {
    for (int i = 0; i < queries.size(); i++) {
      List<Row> own = new ArrayList<>();
      for (Row row : rows) {
        int width = (row.size() - keys - 1) / queries.size();
        int first = keys + 1 + i * width;
        if (keys == 0 || row.getLong(first) > 0) {
          own.add(
              RowFactory.create(
                  IntStream.concat(IntStream.range(0, keys), IntStream.range(first, first + width))
                      .mapToObj(row::get)
                      .toArray()));
        }
      }
      expected.put(queries.get(i), counted(own));
    }
  }

  private void check(
      Table table,
      Asked asked,
      Column predicate,
      boolean[] selected,
      Map<Row, Integer> aggregated) {
    String context = asked + " where " + predicate + " of " + table.array + seed();
    List<Row> expected =
        IntStream.range(0, selected.length)
            .filter(row -> selected[row])
            .mapToObj(table.rows::get)
            .toList();
    Dataset<Row> query = query(table, asked, table.loaded.where(predicate));
    List<Row> found = query.collectAsList();
    switch (asked) {
      case ROWS -> assertThat(counted(found)).as(context).isEqualTo(counted(expected));
      case INDICES ->
          assertThat(counted(found)).as(context).isEqualTo(counted(indices(table, expected)));
      case COUNT -> assertThat(found.get(0).getLong(0)).as(context).isEqualTo(expected.size());
      case AGGREGATES, GROUPS -> assertThat(counted(found)).as(context).isEqualTo(aggregated);
      case LIMIT -> {
        assertThat(found.size()).as(context).isLessThanOrEqualTo(20);
        RandomQueriesTest.assertSomeOf(
            context, normal(expected), normal(found), Math.min(found.size(), expected.size()));
        assertThat(found.isEmpty()).as(context).isEqualTo(expected.isEmpty());
      }
      case TOP -> assertThat(found).as(context).isEqualTo(top(table, expected));
    }
    count(asked, query.queryExecution().sparkPlan());
  }

  private Dataset<Row> query(Table table, Asked asked, Dataset<Row> some) {
    return switch (asked) {
      case ROWS -> some;
      case INDICES -> some.select("file", "row");
      case COUNT -> some.selectExpr("count(*)");
      case AGGREGATES -> agg(some.groupBy(), table);
      case GROUPS -> agg(some.groupBy(group(table)), table);
      case LIMIT -> some.limit(1 + random.nextInt(20));
      case TOP -> some.select("file", "row").orderBy(col("row").desc(), col("file")).limit(5);
    };
  }

  private static Dataset<Row> agg(RelationalGroupedDataset groups, Table table) {
    List<Column> all = aggregates(table, column -> column);
    return groups.agg(all.get(0), all.subList(1, all.size()).toArray(Column[]::new));
  }

  /** The columns file and row. */
  private static List<Row> indices(Table table, List<Row> rows) {
    int width = table.loaded.columns().length;
    return rows.stream()
        .map(row -> RowFactory.create(row.get(width - 1), row.get(width - 2)))
        .toList();
  }

  private static List<Row> top(Table table, List<Row> rows) {
    return indices(table, rows).stream()
        .sorted(
            Comparator.comparing((Row row) -> row.getLong(1))
                .reversed()
                .thenComparing(row -> row.getString(0)))
        .limit(5)
        .toList();
  }

  /** By a column of small integers or booleans, or else by blocks of rows. */
  private static Column group(Table table) {
    return Arrays.stream(table.loaded.schema().fields())
        .filter(
            field ->
                field.dataType() instanceof BooleanType || field.dataType() instanceof ByteType)
        .map(field -> col(field.name()))
        .findFirst()
        .orElseGet(() -> expr("floor(row / 64)"));
  }

  /**
   * The number of rows, then functions of each column of numbers.
   *
   * @param selected gives the values of the selected rows and nulls for others
   */
  private static List<Column> aggregates(Table table, UnaryOperator<Column> selected) {
    List<Column> all = new ArrayList<>(List.of(functions.count(selected.apply(lit(1)))));
    for (StructField field : table.loaded.schema().fields()) {
      if (!(field.dataType() instanceof NumericType) || field.name().equals("row")) {
        continue;
      }
      Column column = selected.apply(col("`" + field.name() + "`"));
      all.add(min(column));
      all.add(max(column));
      boolean exact =
          field.dataType() instanceof ByteType
              || field.dataType() instanceof ShortType
              || field.dataType() instanceof IntegerType;
      if (exact) {
        all.add(sum(column));
      }
    }
    return all;
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
