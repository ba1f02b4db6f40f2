package io.memmap.spark.internal.read;

import static org.apache.spark.sql.functions.var_pop;
import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Variances and standard deviations that one task computes are those of Spark's own loop. */
class VarianceTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private static final String[] ALL_OF = {
    "var_pop(value)", "var_samp(value)", "stddev_pop(value)", "stddev(value)", "max(value)"
  };

  private static final String LEGACY = "spark.sql.legacy.statisticalAggregate";

  /** Relative: the numbers are added in another order. */
  private static final double CLOSE = 1e-9;

  private static final long SEED = Long.getLong("oracle.seed", System.nanoTime());

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("a.dat");
  }

  private Dataset<Row> load(String dtype, String... more) {
    return Plans.memmap(SPARK.spark(), more).option("dtype", dtype).load(file.toString());
  }

  private void write(int count, IntToDoubleFunction value) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      bytes.putDouble(value.applyAsDouble(i));
    }
    Files.write(file, bytes.array());
  }

  private void noise(int count) throws IOException {
    byte[] bytes = new byte[count];
    new Random(SEED).nextBytes(bytes);
    Files.write(file, bytes);
  }

  /** Asserts that the results are whole, and close to Spark's. */
  private void assertSparks(String dtype, String where, String[] functions, String... more) {
    Dataset<Row> query = load(dtype, more).where(where).selectExpr(functions);
    assertThat(Plans.text(query)).contains("whole answer").doesNotContain("HashAggregate");
    Row found = query.first();
    String[] unpushed = Arrays.copyOf(more, more.length + 2);
    unpushed[more.length] = "pushdown";
    unpushed[more.length + 1] = "false";
    Row sparks = load(dtype, unpushed).where(where).selectExpr(functions).first();
    for (int i = 0; i < functions.length; i++) {
      assertClose(found.get(i), sparks.get(i), functions[i] + " of " + dtype + ", seed " + SEED);
    }
  }

  private static void assertClose(Object found, Object sparks, String context) {
    if (sparks instanceof Double number && Double.isFinite(number)) {
      double difference = Math.abs((Double) found - number);
      assertThat(difference).as(context).isLessThanOrEqualTo(CLOSE * Math.abs(number));
    } else {
      assertThat(found).as(context).isEqualTo(sparks);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"i1", "u1", "<i2", ">u2", "<i4", ">i4", "<u4", "<i8", ">i8"})
  void integersAreTakenAsDoubles(String dtype) throws IOException {
    noise(8 * 2_501);
    assertSparks(dtype, "true", ALL_OF);
    assertSparks(dtype, "value > 100", ALL_OF);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<f2", ">f2", "<f4", ">f4", "<f8", ">f8"})
  void floatsThatAreFarFromZeroKeepTheirDifferences(String dtype) throws IOException {
    // the same bytes for all dtypes are numbers of one sign and exponent
    byte[] bytes = new byte[8 * 2_501];
    new Random(SEED).nextBytes(bytes);
    int itemsize = dtype.charAt(2) - '0';
    for (int i = 0; i < bytes.length; i += itemsize) {
      bytes[dtype.startsWith("<") ? i + itemsize - 1 : i] = 0x41;
    }
    Files.write(file, bytes);
    assertSparks(dtype, "true", ALL_OF);
    assertSparks(dtype, "value > 12", ALL_OF);
  }

  @Test
  void columnsOfATableHaveEachTheirOwn() throws IOException {
    Random random = new Random(SEED);
    write(3 * 1_111, i -> 1e6 * (i % 3) + random.nextGaussian());
    String[] functions = {
      "stddev(_c0)", "stddev(_c1)", "var_pop(_c2)", "sum(_c2)", "min(_c2)", "stddev(_c0 * _c1)"
    };
    assertSparks("<f8", "true", functions, "shape", "-1,3");
    assertSparks("<f8", "_c0 > 0", functions, "shape", "-1,3");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, 1e200, -1e308, 1.7e308})
  void numbersWithoutAFiniteSumAreTakenAsSparkTakesThem(double special) throws IOException {
    write(1_500, i -> i == 1_200 ? special : i);
    assertSparks("<f8", "true", ALL_OF);
    write(1_500, i -> special);
    assertSparks("<f8", "true", ALL_OF);
    write(1_500, i -> i % 2 == 0 ? special : -special);
    assertSparks("<f8", "true", ALL_OF);
  }

  @Test
  void aSampleOfOneHasNoVariance() throws IOException {
    write(3, i -> i);
    for (String where : new String[] {"value > 7", "value = 1", "value < 2"}) {
      assertSparks("<f8", where, ALL_OF);
    }
    assertThat(load("<f8").where("value = 1").selectExpr(ALL_OF).first().isNullAt(1)).isTrue();
  }

  @Test
  void theOldResultForOneNumberIsSparks() throws IOException {
    write(1, i -> 5);
    SPARK.spark().conf().set(LEGACY, "true");
    try {
      Dataset<Row> query = load("<f8").selectExpr("stddev(value)");
      assertThat(Plans.text(query)).doesNotContain("whole answer");
      assertThat(query.first().getDouble(0)).isNaN();
    } finally {
      SPARK.spark().conf().unset(LEGACY);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"stddev(DISTINCT value)", "skewness(value)", "var_pop(value), median(value)"})
  void otherFunctionsAreSparks(String functions) throws IOException {
    write(5, i -> i % 3);
    Dataset<Row> query = load("<f8").selectExpr(functions.split(", "));
    assertThat(Plans.text(query)).doesNotContain("whole answer");
    assertThat(query.first())
        .isEqualTo(load("<f8", "pushdown", "false").selectExpr(functions.split(", ")).first());
  }

  /** Other functions have tasks of 128 MiB at most, and two of them here. */
  @Test
  void oneTaskReadsMoreThanForOtherFunctions() throws IOException {
    write(40_000, i -> i);
    SparkSession session =
        Plans.session(
            SPARK, some -> some.conf().set("spark.sql.files.maxPartitionBytes", "100000"));
    session.conf().set("spark.sql.files.openCostInBytes", "1000");
    Dataset<Row> rows = Plans.memmap(session, "dtype", "<f8").load(file.toString());
    assertThat(Plans.text(rows.selectExpr("var_pop(value)", "avg(value)")))
        .contains("whole answer");
    assertThat(Plans.text(rows.selectExpr("avg(value)"))).doesNotContain("whole answer");
    assertThat(rows.selectExpr("var_pop(value)").first().getDouble(0))
        .isEqualTo((40_000.0 * 40_000 - 1) / 12);
  }

  @Test
  void severalTasksAndFilesAreSparks() throws IOException {
    write(10, i -> i);
    Dataset<Row> shared = load("<f8", "numPartitions", "3").selectExpr("var_pop(value)");
    assertThat(Plans.text(shared)).doesNotContain("whole answer");
    assertThat(shared.first().getDouble(0)).isEqualTo(8.25);
    Dataset<Row> grouped = load("<f8").groupBy("_file").agg(var_pop("value"));
    assertThat(Plans.text(grouped)).doesNotContain("whole answer");
    assertThat(grouped.first().getDouble(1)).isEqualTo(8.25);
  }

  /** The values of a group are adjacent, or one of each row, or anywhere. */
  @ParameterizedTest
  @ValueSource(strings = {"i0", "i1", "i0 % 5", "i2, i0", "i2"})
  void groupsHaveEachTheirOwn(String keys) throws IOException {
    Random random = new Random(SEED);
    write(40 * 60 * 7, i -> 1e6 * (i % 7) + random.nextGaussian());
    assertGroupsAreSparks("<f8", keys, "true");
    assertGroupsAreSparks("<f8", keys, "value > 0");
    noise(40 * 60 * 7);
    assertGroupsAreSparks("i1", keys, "true");
    noise(2 * 40 * 60 * 7);
    assertGroupsAreSparks(">u2", keys, "i1 < 17");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, 1e200, 1.7e308})
  void groupsWithoutAFiniteSumAreTakenAsSparkTakesThem(double special) throws IOException {
    write(40 * 60 * 7, i -> i % 61 == 0 ? special : i);
    assertGroupsAreSparks("<f8", "i0", "true");
    assertGroupsAreSparks("<f8", "i1", "true");
  }

  private void assertGroupsAreSparks(String dtype, String keys, String where) {
    Dataset<Row> query = grouped(dtype, keys, where, "true");
    assertThat(Plans.text(query)).contains("whole answer").doesNotContain("HashAggregate");
    List<Row> found = query.collectAsList();
    List<Row> sparks = grouped(dtype, keys, where, "false").collectAsList();
    assertThat(found).hasSameSizeAs(sparks);
    for (int i = 0; i < found.size(); i++) {
      for (int j = 0; j < found.get(i).size(); j++) {
        String context = keys + " of " + dtype + ", row " + i + "." + j + ", seed " + SEED;
        assertClose(found.get(i).get(j), sparks.get(i).get(j), context);
      }
    }
  }

  /** Cells of (40, 60, 7), in the order of their groups. */
  private Dataset<Row> grouped(String dtype, String keys, String where, String pushdown) {
    Dataset<Row> cells =
        Plans.memmap(SPARK.spark(), "pushdown", pushdown, "layout", "cells", "numPartitions", "1")
            .option("dtype", dtype)
            .option("shape", "40,60,7")
            .load(file.toString());
    cells.createOrReplaceTempView("cells");
    String sql =
        "SELECT %1$s, %2$s, count(*), avg(value) FROM cells WHERE %3$s GROUP BY %1$s ORDER BY %1$s";
    return SPARK.spark().sql(sql.formatted(keys, String.join(", ", ALL_OF), where));
  }
}
