package io.memmap.scale;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.scale.probe.SparseFile;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.plans.logical.Statistics;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The statistics that the optimizer gets: the exact number of rows, and their bytes in Spark's
 * memory, which a broadcast would take. Each row has a header of 8 bytes, each value takes at least
 * 8.
 */
class StatisticsTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private static final long TEBIBYTE = 1L << 40;

  @TempDir static Path folder;

  private static SparseFile big;
  private static SparseFile small;

  /** Without this setting, Spark 4.3 asks a scan for its bytes only. */
  @BeforeAll
  static void askForRows() {
    SPARK.spark().conf().set("spark.sql.cbo.planStats.enabled", "true");
  }

  @AfterAll
  static void stopAskingForRows() {
    SPARK.spark().conf().unset("spark.sql.cbo.planStats.enabled");
  }

  @BeforeAll
  static void create() throws IOException {
    big = SparseFile.of(folder.resolve("big.dat"), TEBIBYTE);
    small = SparseFile.of(folder.resolve("small.dat"), 100 * Long.BYTES);
  }

  private static Dataset<Row> read(SparseFile file, String dtype, String shape) {
    return SPARK
        .spark()
        .read()
        .format("memmap")
        .option("dtype", dtype)
        .option("shape", shape)
        .load(file.toString());
  }

  private static Statistics statistics(Dataset<Row> query) {
    return query.queryExecution().optimizedPlan().stats();
  }

  private static void assertStatistics(Dataset<Row> query, long rows, long bytesPerRow) {
    Statistics statistics = statistics(query);
    assertThat(statistics.rowCount().get().bigInteger()).isEqualTo(BigInteger.valueOf(rows));
    assertThat(statistics.sizeInBytes().bigInteger())
        .isEqualTo(BigInteger.valueOf(rows).multiply(BigInteger.valueOf(bytesPerRow)));
  }

  @ParameterizedTest
  @CsvSource({
    "uint8, 1099511627776, '*', 16",
    "<i8, 137438953472, '*', 16",
    "uint8, '1099511627, 100', '*', 808",
    "uint8, '1099511627, 100', '_c7', 16",
    "uint8, '1099511627, 100', '_c7, _c99', 24",
    "<u8, '1000000, 3', '_c1', 24"
  })
  void rowsAreExactAndBytesFollowTheColumnsRead(
      String dtype, String shape, String columns, long bytesPerRow) {
    Dataset<Row> array = read(big, dtype, shape).selectExpr(columns.split(", ", -1));
    assertStatistics(array, Long.parseLong(shape.split(", ", -1)[0]), bytesPerRow);
  }

  @Test
  void eachCellCountsAsOneRow() {
    Dataset<Row> cells =
        SPARK
            .spark()
            .read()
            .format("memmap")
            .option("shape", "-1,4,4")
            .option("layout", "cells")
            .load(big.toString());
    // header, three indices, the value in 8 bytes
    assertStatistics(cells, TEBIBYTE, 8 + 3 * 8 + 8);
  }

  @Test
  void aPushedLimitIsInTheStatistics() {
    assertStatistics(read(big, "<i8", "-1").limit(10), 10, 16);
  }

  @Test
  void sizesOfArraysIncludeTheirElements() {
    Dataset<Row> arrays =
        SPARK
            .spark()
            .read()
            .format("memmap")
            .option("dtype", "<f4")
            .option("shape", "-1,64")
            .option("layout", "array")
            .load(big.toString());
    // header, the array's offset and length, its number of elements, its null bits, its elements
    assertStatistics(arrays, TEBIBYTE / 256, 8 + 8 + 8 + 8 + 4 * 64);
  }

  @Test
  void onlyTheSmallSideOfAJoinIsBroadcast() {
    Dataset<Row> many = read(big, "<i8", "-1");
    Dataset<Row> few = read(small, "<i8", "-1");
    assertThat(join(many, few)).contains("BroadcastHashJoin", "BuildRight");
    assertThat(join(few, many)).contains("BroadcastHashJoin", "BuildLeft");
    assertThat(join(many, many.selectExpr("value + 1 AS value"))).doesNotContain("Broadcast");
  }

  /** 500,000 rows take 500 kB in the file and 8 MB in a broadcast; the threshold is 10 MB. */
  @Test
  void broadcastsDependOnTheSizeInMemoryAfterPruning() {
    Dataset<Row> many = read(big, "<i8", "-1");
    assertThat(join(many, read(big, "uint8", "500000"))).contains("BroadcastHashJoin");
    assertThat(join(many, read(big, "uint8", "700000"))).doesNotContain("Broadcast");
    Dataset<Row> wide = read(big, "uint8", "500000,50");
    assertThat(join(many, wide.selectExpr("_c9 AS value"))).contains("BroadcastHashJoin");
    assertThat(join(many, wide.withColumnRenamed("_c9", "value"))).doesNotContain("Broadcast");
  }

  private static String join(Dataset<Row> left, Dataset<Row> right) {
    return left.join(right, "value").queryExecution().sparkPlan().toString();
  }
}
