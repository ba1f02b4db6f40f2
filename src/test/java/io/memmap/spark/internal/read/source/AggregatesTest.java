package io.memmap.spark.internal.read.source;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.memmap.array.ArraySpec;
import io.memmap.array.Order;
import io.memmap.array.RandomArrays;
import io.memmap.array.ScalarDType;
import io.memmap.array.ScalarKind;
import io.memmap.array.Shape;
import io.memmap.array.dtype.DTypes;
import io.memmap.spark.internal.files.ArrayFiles;
import io.memmap.spark.internal.read.AggregateScan;
import io.memmap.spark.internal.read.Plans;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.LocalTableScanExec;
import org.apache.spark.sql.execution.datasources.v2.BatchScanExec;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sums, minima and maxima by kernels equal those of Spark's own loops over the same rows. */
class AggregatesTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private static final String ALL_OF = "count(*), min(%1$s), max(%1$s), sum(%1$s), avg(%1$s)";

  private static SparkSession session;

  @TempDir Path folder;

  /** Compiling Spark's side of each query would take most of the time. */
  @BeforeAll
  static void compileNothing() {
    session =
        Plans.session(
            SPARK,
            some -> {
              some.conf().set("spark.sql.codegen.wholeStage", "false");
              some.conf().set("spark.sql.codegen.factoryMode", "NO_CODEGEN");
              some.conf().set("spark.sql.adaptive.enabled", "false");
            });
  }

  static Stream<ScalarDType> numbers() {
    return RandomArrays.scalars().stream().filter(dtype -> dtype.kind() != ScalarKind.BOOL);
  }

  /** Small enough that no sum overflows, of both signs if the dtype has them. */
  private static LongUnaryOperator randomBits(ScalarDType dtype, long seed) {
    Random random = new Random(seed);
    return switch (dtype.kind()) {
      case FLOAT16 -> i -> random.nextInt(0x7000) | (random.nextBoolean() ? 0x8000 : 0);
      case FLOAT32 -> i -> Float.floatToIntBits((float) random.nextGaussian());
      case FLOAT64 -> i -> Double.doubleToLongBits(random.nextGaussian());
      case INT64 -> i -> random.nextLong() >> 12;
      default -> i -> random.nextLong();
    };
  }

  private Dataset<Row> load(Path file, ArraySpec spec, String... more) {
    return Plans.memmap(session, more)
        .option("dtype", spec.dtype().text())
        .option("shape", spec.shape().toString())
        .option("order", spec.order().name())
        .option("offset", spec.offset())
        .load(file.toString());
  }

  private static void assertKernels(Dataset<Row> query, boolean expected) {
    assertThat(
            Plans.leaf(query) instanceof BatchScanExec scan && scan.scan() instanceof AggregateScan)
        .as(Plans.text(query))
        .isEqualTo(expected);
  }

  /** Tolerates the rounding errors of a sum of as many numbers in any order. */
  private static void assertSame(Row expected, Row actual, double tolerance) {
    for (int i = 0; i < expected.size(); i++) {
      if (expected.get(i) instanceof Double value && !value.isNaN() && !value.isInfinite()) {
        assertThat(actual.getDouble(i))
            .as(expected.schema().fields()[i].name())
            .isCloseTo(value, within(tolerance));
      } else {
        assertThat(actual.get(i))
            .as(expected.schema().fields()[i].name())
            .isEqualTo(expected.get(i));
      }
    }
    assertThat(actual.schema()).isEqualTo(expected.schema());
  }

  private void assertSameAsSparks(Path file, ArraySpec spec, String column, String... options)
      throws IOException {
    String[] functions = ALL_OF.formatted(column).split(", (?=[a-z])");
    if (spec.dtype() instanceof ScalarDType scalar && scalar.kind() == ScalarKind.INT64) {
      functions =
          Stream.of(functions).filter(some -> !some.startsWith("avg")).toArray(String[]::new);
    }
    Dataset<Row> query = load(file, spec, options).selectExpr(functions);
    String[] without = Arrays.copyOf(options, options.length + 2);
    without[options.length] = "pushdown";
    without[options.length + 1] = "false";
    Dataset<Row> sparks = load(file, spec, without).selectExpr(functions);
    assertKernels(query, true);
    assertKernels(sparks, false);
    assertSame(sparks.first(), query.first(), 1e-7);
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void everyDTypeAndStrideIsReduced(ScalarDType dtype) throws IOException {
    ArraySpec rows = new ArraySpec(dtype, Shape.of(1_003, 3), Order.C, 5);
    Path file = ArrayFiles.write(folder.resolve("c.dat"), rows, randomBits(dtype, 1));
    assertSameAsSparks(file, rows, "_c2", "slice", "900:10:-7");
    assertSameAsSparks(file, rows, "_c0", "access", "read", "numPartitions", "3");
    ArraySpec columns = new ArraySpec(dtype, Shape.of(70, 5, 3), Order.F, 5);
    file = ArrayFiles.write(folder.resolve("f.dat"), columns, randomBits(dtype, 2));
    assertSameAsSparks(file, columns, "value", "layout", "cells");
    ArraySpec line = new ArraySpec(dtype, Shape.of(70_001), Order.C, 0);
    file = ArrayFiles.write(folder.resolve("line.dat"), line, randomBits(dtype, 3));
    assertSameAsSparks(file, line, "value");
  }

  @Test
  void fieldsOfRecordsAreReduced() throws IOException {
    ArraySpec bytes = new ArraySpec(DTypes.parse("|u1"), Shape.of(11 * 500), Order.C, 0);
    Random random = new Random(3);
    Path file = ArrayFiles.write(folder.resolve("a.dat"), bytes, i -> random.nextInt());
    ArraySpec spec = new ArraySpec(DTypes.parse("u1,<i2,>u8"), Shape.of(500), Order.C, 0);
    for (String field : List.of("f0", "f1", "f2")) {
      assertSameAsSparks(file, spec, field);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "_row >= 10 and _row < 500",
        "_row in (3, 4, 900)",
        "_row = 17",
        "not _row < 1000"
      })
  void exactPredicatesSelectTheRows(String predicate) throws IOException {
    Path file = ArrayFiles.counting(folder.resolve("a.dat"), 1_003, 2);
    Dataset<Row> rows = load(file, spec("<i4", 1_003, 2));
    String[] functions = {"count(*)", "sum(_c1)", "min(_c0)", "max(_c1)"};
    assertKernels(rows.where(predicate).selectExpr(functions), true);
    assertThat(rows.where(predicate).selectExpr(functions).first())
        .isEqualTo(
            rows.select("_row", "_c0", "_c1")
                .cache()
                .where(predicate)
                .selectExpr(functions)
                .first());
  }

  private static ArraySpec spec(String dtype, long... lengths) {
    return new ArraySpec(DTypes.parse(dtype), Shape.of(lengths), Order.C, 0);
  }

  @Test
  void withoutRowsResultsAreNull() throws IOException {
    Path file = ArrayFiles.counting(folder.resolve("a.dat"), 10);
    Dataset<Row> rows = load(file, spec("<i4", 10)).where("_row > 100");
    assertThat(rows.selectExpr("count(*)", "sum(value)", "min(value)", "avg(value)").first())
        .isEqualTo(RowFactory.create(0L, null, null, null));
    assertThat(rows.groupBy("_file").agg(expr("sum(value)")).collectAsList()).isEmpty();
  }

  private Row ofDoubles(String functions, double... values) throws IOException {
    Path file =
        ArrayFiles.write(
            folder.resolve("d.dat"),
            spec("<f8", values.length),
            i -> Double.doubleToRawLongBits(values[(int) i]));
    Dataset<Row> query =
        load(file, spec("<f8", values.length), "numPartitions", "1")
            .selectExpr(functions.split(";"));
    assertKernels(query, true);
    return query.first();
  }

  @Test
  void nanIsTheGreatestAndTheFirstZeroWins() throws IOException {
    double nan = Double.NaN;
    double infinity = Double.POSITIVE_INFINITY;
    String extremes = "min(value);max(value)";
    assertThat(ofDoubles(extremes, 1, nan, -1)).isEqualTo(RowFactory.create(-1.0, nan));
    assertThat(ofDoubles(extremes, nan, nan)).isEqualTo(RowFactory.create(nan, nan));
    assertThat(ofDoubles(extremes, nan, infinity)).isEqualTo(RowFactory.create(infinity, nan));
    assertThat(ofDoubles(extremes, -infinity, -infinity))
        .isEqualTo(RowFactory.create(-infinity, -infinity));
    assertThat(ofDoubles(extremes, -0.0, 0.0)).isEqualTo(RowFactory.create(-0.0, -0.0));
    assertThat(ofDoubles(extremes, 0.0, -0.0)).isEqualTo(RowFactory.create(0.0, 0.0));
    assertThat(ofDoubles(extremes, 5, 0.0, -0.0)).isEqualTo(RowFactory.create(0.0, 5.0));
    assertThat(ofDoubles("sum(value);avg(value)", -0.0, -0.0))
        .isEqualTo(RowFactory.create(0.0, 0.0));
    assertThat(ofDoubles("sum(value)", infinity, -infinity)).isEqualTo(RowFactory.create(nan));
  }

  private Dataset<Row> longs(SparkSession session, int partitions, long... values)
      throws IOException {
    Path file =
        ArrayFiles.write(folder.resolve("l.dat"), spec("<i8", values.length), i -> values[(int) i]);
    return session
        .read()
        .format("memmap")
        .option("dtype", "<i8")
        .option("shape", values.length)
        .option("numPartitions", partitions)
        .load(file.toString());
  }

  @Test
  void overflowIsThatOfSpark() throws IOException {
    SparkSession ansi =
        Plans.session(SPARK, session -> session.conf().set("spark.sql.ansi.enabled", "true"));
    SparkSession wraps =
        Plans.session(SPARK, session -> session.conf().set("spark.sql.ansi.enabled", "false"));
    long most = Long.MAX_VALUE;
    for (int partitions : new int[] {1, 2}) {
      long[] tooMuch = {most, most, most, 1, 2, most};
      Dataset<Row> sum = longs(ansi, partitions, tooMuch).selectExpr("sum(value)");
      assertKernels(sum, true);
      assertThatThrownBy(sum::first).hasStackTraceContaining("ARITHMETIC_OVERFLOW");
      assertThat(longs(ansi, partitions, tooMuch).selectExpr("try_sum(value)").first().isNullAt(0))
          .isTrue();
      assertThat(longs(wraps, partitions, tooMuch).selectExpr("sum(value)").first().getLong(0))
          .isEqualTo(most + most + most + 1 + 2 + most);
      assertThat(longs(wraps, partitions, tooMuch).selectExpr("min(value)", "max(value)").first())
          .isEqualTo(RowFactory.create(1L, most));
    }
    // An intermediate sum overflows, as in Spark's own loop.
    assertThatThrownBy(() -> longs(ansi, 1, most, 1, -1).selectExpr("sum(value)").first())
        .hasStackTraceContaining("ARITHMETIC_OVERFLOW");
    assertThat(longs(ansi, 1, most, -1, 1).selectExpr("sum(value)").first().getLong(0))
        .isEqualTo(most);
    assertThat(longs(ansi, 1, -most, most, -1).selectExpr("sum(value)").first().getLong(0))
        .isEqualTo(-1);
  }

  @Test
  void largeUnsignedNumbersAreAdded() throws IOException {
    ArraySpec spec = spec("<u8", 40_000);
    Path file = ArrayFiles.write(folder.resolve("u.dat"), spec, i -> -1 - i);
    assertSameAsSparks(file, spec, "value");
  }

  @Test
  void averagesOfBigintAreLeftToSpark() throws IOException {
    Dataset<Row> rows = longs(session, 1, Long.MAX_VALUE, Long.MAX_VALUE, 2);
    Dataset<Row> query = rows.selectExpr("avg(value)", "max(value)");
    assertKernels(query, false);
    assertThat(query.first().getDouble(0)).isCloseTo(0x1p64 / 3, within(1e6));
    assertKernels(rows.selectExpr("max(value)"), true);
  }

  /**
   * 2<sup>31</sup> numbers of uint32 and 2<sup>32</sup> of int32 have a sum that a bigint holds.
   */
  @ParameterizedTest
  @CsvSource({
    "<u4,0x80000000,true",
    "<u4,0x80000001,false",
    "<i4,0xffffffff,true",
    "<i4,0x100000000,false",
    "<i2,0x100000000,true"
  })
  void averagesAreLeftToSparkIfTheirSumsMayOverflow(String dtype, String rows, boolean kernels)
      throws IOException {
    ArraySpec spec = spec(dtype, Long.decode(rows));
    Path file = folder.resolve("sparse.dat");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(spec.end());
    }
    Dataset<Row> numbers = load(file, spec, "numPartitions", "2");
    assertKernels(numbers.selectExpr("avg(value)"), kernels);
    assertKernels(numbers.selectExpr("sum(value)"), true);
    assertKernels(numbers.where("_row < 10").selectExpr("avg(value)"), true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sum(distinct _c0)",
        "sum(_c0 + _c1)",
        "sum(_c0) filter (where _c1 > 5)",
        "skewness(_c0)",
        "max(_row)",
        "min(_file)",
        "count(distinct _c0)",
        "sum(sqrt(_c0))"
      })
  void functionsWithoutKernelAreLeftToSpark(String function) throws IOException {
    Path file = ArrayFiles.counting(folder.resolve("a.dat"), 100, 2);
    Dataset<Row> rows = load(file, spec("<i4", 100, 2));
    Dataset<Row> query = rows.selectExpr(function, "min(_c1)");
    assertKernels(query, false);
    assertThat(query.first())
        .isEqualTo(
            rows.select("_row", "_file", "_c0", "_c1")
                .cache()
                .selectExpr(function, "min(_c1)")
                .first());
  }

  @ParameterizedTest
  @ValueSource(strings = {"?", "S8", "<U2", "<M8[D]"})
  void columnsWithoutNumbersAreLeftToSpark(String dtype) throws IOException {
    Path file = ArrayFiles.write(folder.resolve("a.dat"), spec("<i8", 100), i -> 'a' + i % 20);
    Dataset<Row> query = load(file, spec(dtype, 100)).selectExpr("min(value)", "count(value)");
    assertKernels(query, false);
    assertThat(query.first().getLong(1)).isEqualTo(100);
  }

  private static Dataset<Row> grouped(Dataset<Row> rows, String by) {
    Column[] groups = Stream.of(by.split(", ")).map(functions::expr).toArray(Column[]::new);
    return rows.groupBy(groups)
        .agg(expr("count(*)"), expr("sum(value)"), expr("max(value)"), expr("avg(value)"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"year", "_file", "_file, year", "year % 2"})
  void groupsAreFilesAndFolders(String by) throws IOException {
    for (int year = 2020; year < 2023; year++) {
      for (int part = 0; part < 2; part++) {
        Path parent = Files.createDirectories(folder.resolve("t/year=" + year));
        Path file = parent.resolve(part + ".dat");
        ArrayFiles.write(file, spec("<i4", year - 2010 + part), i -> i);
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 4 * (year - 2010 + part)));
      }
    }
    Dataset<Row> rows = Plans.memmap(session, "dtype", "<i4").load(folder.resolve("t").toString());
    assertKernels(grouped(rows, by), !by.contains("%"));
    assertThat(grouped(rows, by).collectAsList())
        .hasSizeGreaterThan(1)
        .containsExactlyInAnyOrderElementsOf(
            grouped(rows.select("_file", "year", "value").cache(), by).collectAsList());
  }

  @Test
  void distinctFilesAndFoldersNeedNoTask() throws IOException {
    for (int i = 0; i < 3; i++) {
      Path parent = Files.createDirectories(folder.resolve("t/year=" + (2020 + i / 2)));
      ArrayFiles.counting(parent.resolve(i + ".dat"), 10);
    }
    Dataset<Row> rows = Plans.memmap(session, "dtype", "|u1").load(folder.resolve("t").toString());
    assertThat(Plans.leaf(rows.select("year").distinct())).isInstanceOf(LocalTableScanExec.class);
    assertThat(rows.select("year").distinct().collectAsList())
        .containsExactlyInAnyOrder(RowFactory.create(2020), RowFactory.create(2021));
    assertThat(rows.select("_file").distinct().collectAsList()).hasSize(3);
    assertThat(rows.where("_row > 100").select("_file").distinct().collectAsList()).isEmpty();
  }

  @Test
  void countsByFileNeedNoTask() throws IOException {
    ArrayFiles.counting(Files.createDirectories(folder.resolve("t")).resolve("0.dat"), 10);
    Dataset<Row> rows = Plans.memmap(session, "dtype", "|u1").load(folder.resolve("t").toString());
    Dataset<Row> query = rows.where("_row >= 5").groupBy("_file").count();
    assertThat(Plans.leaf(query)).isInstanceOf(LocalTableScanExec.class);
    assertThat(query.first().getLong(1)).isEqualTo(36);
  }
}
