package io.memmap.spark.internal.read;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.array.ArraySpec;
import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.dtype.DTypes;
import io.memmap.spark.LogLines;
import io.memmap.spark.internal.files.ArrayFiles;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.LocalTableScanExec;
import org.apache.spark.sql.execution.datasources.v2.BatchScanExec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What groups mean to Spark beside their plain results: overflow, zeros, plans and reasons. */
class GroupedAggregatesTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private static SparkSession session;

  @TempDir Path folder;

  @BeforeAll
  static void compileNothing() {
    session = session("true");
  }

  private static SparkSession session(String ansi) {
    return Plans.session(
        SPARK,
        some -> {
          some.conf().set("spark.sql.ansi.enabled", ansi);
          some.conf().set("spark.sql.codegen.wholeStage", "false");
          some.conf().set("spark.sql.codegen.factoryMode", "NO_CODEGEN");
          some.conf().set("spark.sql.shuffle.partitions", "1");
          some.conf().set("spark.sql.adaptive.enabled", "false");
        });
  }

  private static boolean isPushed(Dataset<Row> query) {
    return Plans.leaf(query) instanceof BatchScanExec scan && scan.scan() instanceof AggregateScan;
  }

  private static Dataset<Row> cells(
      SparkSession session, Path file, String dtype, String shape, String... more) {
    return Plans.memmap(session, more)
        .option("dtype", dtype)
        .option("shape", shape)
        .option("layout", "cells")
        .load(file.toString());
  }

  private Path write(String dtype, LongUnaryOperator bits, long... lengths) throws IOException {
    ArraySpec spec = new ArraySpec(DTypes.parse(dtype), Shape.of(lengths), Order.C, 0);
    return ArrayFiles.write(folder.resolve("a.dat"), spec, bits);
  }

  private Dataset<Row> columnOf(SparkSession session, String functions, long... values)
      throws IOException {
    // The values are the second column of (n, 2) cells; the first one is 1 everywhere.
    Path file = write("<i8", i -> i % 2 == 0 ? 1 : values[(int) i / 2], values.length, 2);
    return cells(session, file, "<i8", values.length + ",2", "numPartitions", "1")
        .groupBy("i1")
        .agg(expr(functions))
        .orderBy("i1");
  }

  @Test
  void sumsOfGroupsOverflowAsSparks() throws IOException {
    long most = Long.MAX_VALUE;
    long[] tooMuch = {most, most, 1, 2, most, 5, 6, 7, 8};
    Dataset<Row> sum = columnOf(session, "sum(value)", tooMuch);
    assertThat(isPushed(sum)).as(Plans.text(sum)).isTrue();
    assertThatThrownBy(sum::collectAsList).hasStackTraceContaining("ARITHMETIC_OVERFLOW");
    assertThat(columnOf(session, "try_sum(value)", tooMuch).collectAsList())
        .containsExactly(RowFactory.create(0L, 9L), RowFactory.create(1L, null));
    assertThat(columnOf(session("false"), "sum(value)", tooMuch).collectAsList())
        .containsExactly(RowFactory.create(0L, 9L), RowFactory.create(1L, most + most + most + 29));
    assertThat(columnOf(session, "sum(value)", most, -1, -most, 5, 6, 7, 8, 1).collectAsList())
        .containsExactly(RowFactory.create(0L, 8L), RowFactory.create(1L, 26L));
    assertThat(columnOf(session, "max(value)", tooMuch).collectAsList())
        .containsExactly(RowFactory.create(0L, 1L), RowFactory.create(1L, most));
  }

  @Test
  void largeUnsignedNumbersAreAddedByGroup() throws IOException {
    Path file = write("<u8", i -> -1 - i % 3, 60_000);
    Dataset<Row> rows =
        Plans.memmap(session, "dtype", "<u8", "shape", "60000").load(file.toString());
    Dataset<Row> sums = rows.groupBy(expr("_row % 3")).agg(expr("sum(value)"));
    assertThat(isPushed(sums)).isTrue();
    assertThat(sums.collectAsList())
        .containsExactlyInAnyOrderElementsOf(
            rows.select("_row", "value")
                .cache()
                .groupBy(expr("_row % 3"))
                .agg(expr("sum(value)"))
                .collectAsList());
  }

  @Test
  void functionsThatAddTheSameNumbersHaveTheSameSums() throws IOException {
    Path file = write("<u8", i -> -1 - i, 60);
    Dataset<Row> rows = Plans.memmap(session, "dtype", "<u8", "shape", "60").load(file.toString());
    Dataset<Row> sums =
        rows.groupBy(expr("_row % 2"))
            .agg(expr("try_sum(value)"), expr("sum(value)"), expr("max(value)"))
            .orderBy(expr("_row % 2"));
    assertThat(isPushed(sums)).isTrue();
    BigInteger largest = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
    for (int i = 0; i < 2; i++) {
      BigInteger most = largest.subtract(BigInteger.valueOf(i));
      BigInteger sum = most.subtract(BigInteger.valueOf(29)).multiply(BigInteger.valueOf(30));
      assertThat(sums.collectAsList().get(i))
          .isEqualTo(
              RowFactory.create(
                  (long) i, new BigDecimal(sum), new BigDecimal(sum), new BigDecimal(most)));
    }
  }

  @Test
  void nanIsTheGreatestOfAGroupAndItsFirstZeroWins() throws IOException {
    double nan = Double.NaN;
    double[] columns = {1, nan, -1, nan, nan, nan, 0.0, -0.0, -0.0, 0.0, -0.0, -0.0};
    Path file = write("<f8", i -> Double.doubleToRawLongBits(columns[(int) (i % 12)]), 1, 12);
    Dataset<Row> rows =
        Plans.memmap(session, "dtype", "<f8", "shape", "12", "numPartitions", "1")
            .load(file.toString());
    Dataset<Row> pairs =
        rows.groupBy(expr("floor(_row / 4)"), expr("_row % 2"))
            .agg(expr("min(value)"), expr("max(value)"), expr("count(*)"));
    assertThat(isPushed(pairs)).isFalse(); // groups of two rows
    Dataset<Row> blocks =
        rows.groupBy(expr("floor(_row / 4)"))
            .agg(expr("min(value)"), expr("max(value)"))
            .orderBy(expr("floor(_row / 4)"));
    assertThat(isPushed(blocks)).as(Plans.text(blocks)).isTrue();
    assertThat(blocks.collectAsList())
        .containsExactly(
            RowFactory.create(0L, -1.0, nan),
            RowFactory.create(1L, 0.0, nan),
            RowFactory.create(2L, -0.0, -0.0));
  }

  @Test
  void sumsAndCountsAreFilteredAndSortedBySpark() throws IOException {
    Path file = write("|u1", i -> i % 7, 70, 10);
    Dataset<Row> rows = cells(session, file, "|u1", "70,10");
    Dataset<Row> labels = rows.groupBy("value").agg(expr("count(*) n"), expr("avg(value) mean"));
    assertThat(isPushed(labels)).isTrue();
    assertThat(labels.where("n > 3 and value < 3").orderBy(expr("value").desc()).collectAsList())
        .containsExactly(
            RowFactory.create((short) 2, 100L, 2.0),
            RowFactory.create((short) 1, 100L, 1.0),
            RowFactory.create((short) 0, 100L, 0.0));
    assertThat(rows.where("i0 < 5").select("value").distinct().collectAsList()).hasSize(7);
    assertThat(isPushed(rows.select("value").distinct())).isTrue();
    assertThat(rows.select("i1").distinct().orderBy("i1").limit(2).collectAsList())
        .containsExactly(RowFactory.create(0L), RowFactory.create(1L));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e18", "9223372036854774784D"})
  void blocksMayBeLongerThanAnyArray(String length) throws IOException {
    Path file = write("|i1", i -> i, 30, 4);
    for (String slice : List.of(":", "::-1")) {
      Dataset<Row> rows = cells(session, file, "|i1", "30,4", "slice", slice);
      Dataset<Row> sums =
          rows.groupBy(expr("floor(i0 / " + length + ")"), expr("i1 % 2"))
              .agg(expr("sum(value)"))
              .orderBy(expr("i1 % 2"));
      assertThat(isPushed(sums)).isTrue();
      assertThat(sums.collectAsList())
          .containsExactly(RowFactory.create(0L, 0L, 3_540L), RowFactory.create(0L, 1L, 3_600L));
      Dataset<Row> sum = rows.groupBy(expr("floor(i0 / " + length + ")")).agg(expr("sum(value)"));
      assertThat(sum.collectAsList()).containsExactly(RowFactory.create(0L, 7_140L));
    }
  }

  @Test
  void explainShowsTheGroups() throws IOException {
    Path file = write("<u2", i -> i, 70, 10);
    Dataset<Row> rows = cells(session, file, "<u2", "70,10");
    assertThat(
            Plans.text(
                rows.groupBy(expr("i1"), expr("floor(i0 / 10)"), expr("_file"))
                    .agg(expr("sum(value)"))))
        .contains(" columns=[i1, i0, value] ")
        .contains("kernels=[sum(value) of uint16 stride=2] by [i1, floor(i0 / 10), _file]");
    assertThat(Plans.text(rows.groupBy(expr("_row % 5"), expr("value")).count()))
        .contains("kernels=[count(*)] by [_row % 5, value]");
  }

  @Test
  void withoutRowsThereAreNoGroups() throws IOException {
    Path none = Files.write(folder.resolve("none.dat"), new byte[1]);
    Dataset<Row> empty = cells(session, none, "<f4", "0,5").groupBy("i1").agg(expr("sum(value)"));
    assertThat(empty.collectAsList()).isEmpty();
    Path file = write("<f4", i -> 0, 20, 5);
    Dataset<Row> rows = cells(session, file, "<f4", "20,5");
    Dataset<Row> query = rows.where("i0 > 100").groupBy("i1").agg(expr("sum(value)"));
    assertThat(Plans.leaf(query)).isInstanceOf(LocalTableScanExec.class);
    assertThat(query.collectAsList()).isEmpty();
    assertThat(rows.where("i0 > 17").groupBy("i1").count().collectAsList()).hasSize(5);
  }

  @Test
  void deletedFilesHaveNoGroupsIfTheyMayBeMissing() throws IOException {
    for (String name : List.of("a.dat", "b.dat", "c.dat")) {
      ArrayFiles.counting(folder.resolve(name), 4, 5);
      Files.write(
          folder.resolve(name), Arrays.copyOf(Files.readAllBytes(folder.resolve(name)), 80));
    }
    Dataset<Row> sums =
        cells(session, folder, "<i4", "-1,5", "ignoreMissingFiles", "true")
            .groupBy("i1")
            .agg(expr("sum(value)"), expr("count(*)"))
            .orderBy("i1");
    assertThat(isPushed(sums)).isTrue();
    assertThat(sums.first()).isEqualTo(RowFactory.create(0L, 90L, 12L));
    Files.delete(folder.resolve("b.dat"));
    Dataset<Row> again = sums.select("*");
    assertThat(again.first()).isEqualTo(RowFactory.create(0L, 60L, 8L));
  }

  /** Accumulators of so many functions don't fit for all groups at a time. */
  @Test
  void sortedKeysMayHaveManyGroups() throws IOException {
    Path file = write("|i1", i -> i / 34 * 7 + i % 34, 200_000, 34);
    String[] functions =
        IntStream.range(0, 34)
            .boxed()
            .flatMap(i -> Stream.of("sum(_c%d)", "min(_c%d)").map(text -> text.formatted(i)))
            .toArray(String[]::new);
    Dataset<Row> rows =
        Plans.memmap(session, "dtype", "|i1", "shape", "200000,34").load(file.toString());
    String block = "floor(_row / 4)";
    Dataset<Row> query =
        rows.groupBy(expr(block).as("block"))
            .agg(expr("count(*)"), Stream.of(functions).map(f -> expr(f)).toArray(Column[]::new));
    AggregateScan scan = (AggregateScan) ((BatchScanExec) Plans.leaf(query)).scan();
    assertThat(scan.groups().toString()).contains("floor(_row / 4)");
    assertThat(query.selectExpr("count(*)", "sum(`sum(_c0)`)", "min(`min(_c33)`)").first())
        .isEqualTo(
            rows.selectExpr("count(*) / 4", "sum(_c0)", "min(_c33)")
                .selectExpr("cast(`(count(1) / 4)` as bigint)", "`sum(_c0)`", "`min(_c33)`")
                .first());
  }

  private static List<String> reasons(Dataset<Row> query) {
    return LogLines.ofInfo(PushdownLog.class, () -> query.queryExecution().sparkPlan());
  }

  @Test
  void groupsAreLeftToSparkWithAReason() throws IOException {
    Path large = ArrayFiles.sparse(folder.resolve("large.dat"), 400_000_000);
    Dataset<Row> wide = cells(session, large, "|u1", "40,10000000", "numPartitions", "1");
    assertThat(reasons(wide.groupBy("i1").agg(expr("sum(value)"))))
        .containsExactly(
            "Leaving aggregate SUM(value) by i1 to Spark: it may have 10000000 groups, a task"
                + " holds up to 1398101");
    assertThat(reasons(wide.groupBy("i0").agg(expr("sum(value)")))).isEmpty();
    assertThat(reasons(wide.groupBy("i0", "i1").agg(expr("sum(value)"))))
        .containsExactly(
            "Leaving aggregate SUM(value) by i0, i1 to Spark: 400000000 rows have up to 400000000"
                + " groups");
    assertThat(
            reasons(
                cells(session, large, "|u1", "400,1000000", "numPartitions", "200")
                    .groupBy("i1")
                    .agg(expr("sum(value)"))))
        .containsExactly(
            "Leaving aggregate SUM(value) by i1 to Spark: 400000000 rows have up to 1000000 groups"
                + " in each of 200 tasks or files");
    Dataset<Row> labels = cells(session, large, "<u2", "20000000,10");
    assertThat(reasons(labels.groupBy("i0", "value").count()))
        .singleElement()
        .asString()
        .contains("it may have 1310720000000 groups, a task holds up to 1398101");
    assertThat(reasons(cells(session, large, "<i4", "10000000,10").groupBy("value").count()))
        .containsExactly(
            "Leaving aggregate COUNT(*) by value to Spark: it groups by value, which is no column"
                + " of a file, index, block of rows, boolean or integer of 8 or 16 bits");
    assertThat(reasons(labels.groupBy(expr("i1 + 1")).count()))
        .singleElement()
        .asString()
        .contains("it groups by i1 + 1, which is no column of a file");
    assertThat(reasons(labels.groupBy(expr("floor(_row / 2.5)")).count())).isNotEmpty();
  }
}
