package io.memmap.spark.internal.read.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.spark.internal.files.ArrayFiles;
import io.memmap.spark.internal.read.ArrayScan;
import io.memmap.spark.internal.read.Plans;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.execution.FilterExec;
import org.apache.spark.sql.execution.SparkPlan;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Push-down of predicates, limits and orders by the index of a row. */
class RowPredicatesTest {
  private static final int ROWS = 1_000;

  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  @TempDir Path folder;
  private String file;

  @BeforeEach
  void writeArray() throws IOException {
    file = ArrayFiles.counting(folder.resolve("a.dat"), ROWS, 2).toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "_row = 7                                    | 7:8",
        "7 = _row                                    | 7:8",
        "_row <=> 7                                  | 7:8",
        "_row = -1                                   | ''",
        "_row = 1000                                 | ''",
        "_row <> 7                                   | 0:7, 8:1000",
        "NOT (_row = 7)                              | 0:7, 8:1000",
        "_row < 10                                   | 0:10",
        "10 > _row                                   | 0:10",
        "_row <= 10                                  | 0:11",
        "_row > 990                                  | 991:1000",
        "_row >= 990                                 | 990:1000",
        "_row >= -5                                  | 0:1000",
        "_row < 9223372036854775807                  | 0:1000",
        "_row > 9223372036854775806                  | ''",
        "_row BETWEEN 10 AND 12                      | 10:13",
        "_row NOT BETWEEN 10 AND 989                 | 0:10, 990:1000",
        "_row IN (3, 1, 2, 500)                      | 1:4, 500:501",
        "_row NOT IN (3, 1, 2, 500)                  | 0:1, 4:500, 501:1000",
        "_row < 3 OR _row > 997                      | 0:3, 998:1000",
        "NOT (_row < 3 OR _row > 997)                | 3:998",
        "_row > 5 AND (_row < 8 OR _row = 100)       | 6:8, 100:101",
        "_row < 5 AND _row > 5                       | ''",
        "_file LIKE '%' AND _row = 4                 | 4:5"
      })
  void predicatesOnTheRowBecomeRanges(String predicate, String ranges) {
    Dataset<Row> query = load().where(predicate);
    ArrayScan scan = scanOf(query, ranges);
    if (!predicate.contains("LIKE")) {
      assertThat(filters(query)).as("nothing is left to Spark").isZero();
      assertThat(query.count()).isEqualTo(scan == null ? 0 : scan.rows());
    }
    assertThat(query.collectAsList())
        .isEqualTo(load("pushdown", "false").where(predicate).collectAsList());
  }

  /** Spark's optimizer may find that no row is left, so that there is no scan. */
  private static ArrayScan scanOf(Dataset<Row> query, String ranges) {
    SparkPlan leaf = Plans.leaf(query);
    if (ranges.isEmpty() && !leaf.getClass().getSimpleName().equals("BatchScanExec")) {
      return null;
    }
    ArrayScan scan = Plans.scan(query);
    assertThat(scan.selected()).hasToString(ranges);
    return scan;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "_row % 2 = 0",
        "CAST(_row AS INT) = 3",
        "_row + 1 < 7",
        "_row = _c0",
        "CAST(_row AS STRING) = '7'",
        "_row < 10 OR _c0 = 1998",
        "abs(_row - 500) < 3",
        "isnotnull(_row) AND _c1 = 11",
        "_row IN (1, null)",
        "_row = null",
        "NOT (_row = null)"
      })
  void otherPredicatesAreLeftToSpark(String predicate) {
    assertThat(load().where(predicate).collectAsList())
        .isEqualTo(load("pushdown", "false").where(predicate).collectAsList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "i1 = 3",
        "i1 < 2 AND i0 = 7",
        "i1 BETWEEN 3 AND 6 OR i0 > 9",
        "NOT (i1 < 3 OR i2 = 4)",
        "i2 IN (0, 9, 7)",
        "i2 <=> 9 AND i1 <> 4",
        "i2 >= 10",
        "i0 >= 2 AND i0 <= 3 AND i1 > 7 AND i2 <= 5"
      })
  void predicatesOnIndicesOfCellsPrune(String predicate) {
    for (String slice : List.of("...", "::-1, 1:, ::2")) {
      String[] options = {"shape", "20,10,10", "layout", "cells", "slice", slice};
      Dataset<Row> query = cells(options).where(predicate);
      List<Row> expected = cells(options, "pushdown", "false").where(predicate).collectAsList();
      assertThat(filters(query)).as("nothing is left to Spark").isZero();
      assertThat(query.collectAsList()).isEqualTo(expected);
      assertThat(query.count()).isEqualTo(expected.size());
    }
  }

  @Test
  void manyShortRangesAreLeftToSpark() {
    Dataset<Row> query = cells("shape", "1000,2", "layout", "cells").where("i1 = 1");
    assertThat(filters(query)).isZero();
    assertThat(query.count()).isEqualTo(1_000);
    Dataset<Row> more = cells("shape", "1001,2", "layout", "cells", "dtype", "<i2").where("i1 = 1");
    assertThat(filters(more)).isPositive();
    assertThat(more.count()).isEqualTo(1_001);
  }

  private Dataset<Row> cells(String... options) {
    return cells(options, new String[0]);
  }

  private Dataset<Row> cells(String[] options, String... more) {
    return Plans.memmap(SPARK.spark(), "dtype", "<i4")
        .options(Plans.map(options))
        .options(Plans.map(more))
        .load(file);
  }

  @Test
  void predicatesLeftToSparkStillPrune() {
    Dataset<Row> query = load().where("(_row < 10 AND _c0 > 6) OR (_row > 990 AND _c1 < 0)");
    assertThat(Plans.scan(query).selected()).hasToString("0:10, 991:1000");
    assertThat(filters(query)).isPositive();
    assertThat(query.collectAsList()).hasSize(6);
    Dataset<Row> both = load().where("_row >= 100 AND _c0 % 400 = 0").limit(1);
    assertThat(Plans.scan(both).selected()).as("no limit after a filter").hasToString("100:1000");
    assertThat(both.collectAsList()).containsExactly(RowFactory.create(400, 401));
  }

  @Test
  void fileNamesArePredicatesOnFiles() {
    Dataset<Row> here = load().where("_file = '" + file + "'").select("_file", "_row", "_c0");
    assertThat(filters(here)).isZero();
    assertThat(here.limit(2).collectAsList())
        .containsExactly(RowFactory.create(file, 0L, 0), RowFactory.create(file, 1L, 2));
    Dataset<Row> elsewhere = load().where("_file = 'elsewhere' AND _c0 > 3");
    assertThat(Plans.scan(elsewhere).partitions()).isEmpty();
    assertThat(elsewhere.collectAsList()).isEmpty();
    assertThat(load().where("_file <> 'elsewhere' AND _row IN (1, 2)").count()).isEqualTo(2);
  }

  @Test
  void starLeavesOutMetadataColumns() {
    assertThat(load().columns()).containsExactly("_c0", "_c1");
    assertThat(load().selectExpr("_c1", "_row").where("_row = 5").collectAsList())
        .containsExactly(RowFactory.create(11, 5L));
    assertThat(load().where("_row > 997").selectExpr("sum(_c0)").collectAsList())
        .containsExactly(RowFactory.create(1_996L + 1_998L));
  }

  @Test
  void aStoredColumnHidesTheIndex() {
    Dataset<Row> rows =
        Plans.memmap(SPARK.spark(), "dtype", "<i4", "shape", "1000,2")
            .schema("_row int, y int")
            .load(file);
    assertThat(rows.where("_row = 10").collectAsList()).containsExactly(RowFactory.create(10, 11));
    assertThat(Plans.scan(rows.where("_row = 10")).rows()).isEqualTo(ROWS);
  }

  @Test
  void theRowIndexColumnPrunesToo() {
    Dataset<Row> query = load("rowIndex", "i").where("i >= 10 AND i < 13");
    assertThat(Plans.scan(query).selected()).hasToString("10:13");
    assertThat(filters(query)).isZero();
    assertThat(query.select("i", "_c0").collectAsList())
        .containsExactly(
            RowFactory.create(10L, 20), RowFactory.create(11L, 22), RowFactory.create(12L, 24));
  }

  @Test
  void limitsAndOffsetsCountSelectedRows() {
    Dataset<Row> some = load().where("_row < 3 OR _row >= 900");
    assertThat(Plans.scan(some.limit(5)).selected()).hasToString("0:3, 900:902");
    assertThat(Plans.scan(some.offset(2)).selected()).hasToString("2:3, 900:1000");
    assertThat(Plans.scan(some.offset(2).limit(3)).selected()).hasToString("2:3, 900:902");
    assertThat(some.offset(2).limit(3).collectAsList())
        .containsExactly(
            RowFactory.create(4, 5),
            RowFactory.create(1_800, 1_801),
            RowFactory.create(1802, 1803));
  }

  @Test
  void theFirstAndTheLastRowsByIndexAreFound() {
    Dataset<Row> rows = load("rowIndex", "i");
    Dataset<Row> first = rows.orderBy("i").limit(3);
    assertThat(Plans.scan(first).selected()).hasToString("0:3");
    assertThat(first.select("i").collectAsList())
        .containsExactly(RowFactory.create(0L), RowFactory.create(1L), RowFactory.create(2L));
    Dataset<Row> last = rows.orderBy(rows.col("i").desc()).limit(3);
    assertThat(Plans.scan(last).selected()).hasToString("997:1000");
    assertThat(last.select("i").collectAsList())
        .containsExactly(RowFactory.create(999L), RowFactory.create(998L), RowFactory.create(997L));
    assertThat(Plans.scan(rows.where("_c0 > 10").orderBy("i").limit(3)).rows()).isEqualTo(ROWS);
  }

  @Test
  void countsFollowThePredicates() {
    assertThat(load().where("_row >= 10 AND _row < 30 AND _row <> 15").count()).isEqualTo(19);
    assertThat(Plans.leaf(load().where("_row < 30").selectExpr("count(*)")).nodeName())
        .startsWith("LocalTableScan");
  }

  @Test
  void rowsInOrderAreNotSortedAgain() {
    Dataset<Row> query =
        load("rowIndex", "i", "numPartitions", "3").sortWithinPartitions("i").select("i", "_c1");
    assertThat(Plans.text(query)).doesNotContain("Sort");
    assertThat(query.collectAsList()).hasSize(ROWS);
  }

  @Test
  void withoutPushdownAllIsLeftToSpark() {
    Dataset<Row> query = load("pushdown", "false").where("_row < 5");
    assertThat(Plans.scan(query).rows()).isEqualTo(ROWS);
    assertThat(filters(query)).isPositive();
  }

  /** Ranges in batches and partitions, where an index that is wrong by one shows. */
  @Test
  void pushdownDoesNotChangeRandomQueries() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int pushed = 0;
    for (int i = 0; i < 60; i++) {
      String predicate = predicate(random, 3);
      String[] options = {
        "rowIndex",
        "i",
        "numPartitions",
        "" + (1 + random.nextInt(4)),
        "batchRows",
        "" + (1 + random.nextInt(300)),
        "access",
        random.nextBoolean() ? "mmap" : "read"
      };
      Dataset<Row> query = load(options).where(predicate);
      Dataset<Row> bySpark = load("rowIndex", "i", "pushdown", "false").where(predicate);
      assertThat(query.collectAsList())
          .as("seed %d: %s", seed, predicate)
          .isEqualTo(bySpark.collectAsList());
      assertThat(query.count()).as("seed %d: %s", seed, predicate).isEqualTo(bySpark.count());
      pushed += filters(query) == 0 ? 1 : 0;
    }
    assertThat(pushed).as("seed %d", seed).isGreaterThan(25);
  }

  private static String predicate(Random random, int depth) {
    int kind = random.nextInt(depth == 0 ? 4 : 8);
    int value = random.nextInt(ROWS + 20) - 10;
    String name = random.nextBoolean() ? "i" : "_row";
    return switch (kind) {
      case 0 -> name + List.of(" = ", " <> ", " <=> ").get(random.nextInt(3)) + value;
      case 1, 2 -> name + List.of(" < ", " <= ", " > ", " >= ").get(random.nextInt(4)) + value;
      case 3 -> name + " IN (" + numbers(random) + ")";
      case 4 -> "NOT (" + predicate(random, depth - 1) + ")";
      case 5 ->
          random.nextInt(4) == 0
              ? "(" + predicate(random, depth - 1) + " AND _c0 % 3 = 0)"
              : name + " BETWEEN " + value + " AND " + (value + random.nextInt(400));
      case 6 -> "(" + predicate(random, depth - 1) + " AND " + predicate(random, depth - 1) + ")";
      default -> "(" + predicate(random, depth - 1) + " OR " + predicate(random, depth - 1) + ")";
    };
  }

  private static String numbers(Random random) {
    List<String> numbers = new ArrayList<>();
    for (int i = random.nextInt(12); i >= 0; i--) {
      numbers.add("" + (random.nextInt(ROWS + 20) - 10));
    }
    return String.join(", ", numbers);
  }

  private static int filters(Dataset<?> query) {
    return filters(query.queryExecution().sparkPlan());
  }

  private static int filters(SparkPlan plan) {
    int found = plan instanceof FilterExec ? 1 : 0;
    for (int i = 0; i < plan.children().size(); i++) {
      found += filters(plan.children().apply(i));
    }
    return found;
  }

  private Dataset<Row> load(String... options) {
    return Plans.memmap(SPARK.spark(), options)
        .option("dtype", "<i4")
        .option("shape", ROWS + ",2")
        .load(file);
  }
}
