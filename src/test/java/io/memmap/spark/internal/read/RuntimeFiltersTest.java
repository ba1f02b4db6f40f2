package io.memmap.spark.internal.read;

import static org.apache.spark.sql.functions.broadcast;
import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.spark.internal.files.ArrayFiles;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.datasources.v2.BatchScanExec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Joins whose other side decides at run time which rows and files are needed. */
class RuntimeFiltersTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private static final int ROWS = 100_000;

  @TempDir Path folder;
  private SparkSession session;

  @BeforeEach
  void planInAdvance() {
    session =
        Plans.session(
            SPARK,
            some -> {
              some.conf().set("spark.sql.adaptive.enabled", "false");
              some.conf().set("spark.sql.files.maxPartitionBytes", "80000");
            });
  }

  private Dataset<Row> array(String... options) throws IOException {
    Path file = ArrayFiles.counting(folder.resolve("a.dat"), ROWS, 2);
    return Plans.memmap(session, options)
        .option("dtype", "<i4")
        .option("shape", ROWS + ",2")
        .load(file.toString());
  }

  /** Keys that Spark does not know before it runs the query. */
  private Dataset<Row> keys(String key, String where) {
    return session.range(ROWS).selectExpr(key + " as k", "id % 1000 as tag").where(where);
  }

  private static BatchScanExec scan(Dataset<Row> query) {
    return (BatchScanExec)
        query
            .queryExecution()
            .executedPlan()
            .collectLeaves()
            .find(leaf -> leaf instanceof BatchScanExec)
            .get();
  }

  private static long rowsOut(SparkPlan scan) {
    return scan.metrics().apply("numOutputRows").value();
  }

  @Test
  void aJoinOnTheRowReadsNeededRowsOnly() throws IOException {
    Dataset<Row> keys = keys("id", "tag = 7");
    Dataset<Row> rows = array();
    Dataset<Row> join =
        rows.join(broadcast(keys), rows.col("_row").equalTo(keys.col("k")))
            .select(rows.col("_row"), rows.col("_c1"));
    List<Row> found = join.orderBy("_row").collectAsList();
    assertThat(found).hasSize(100);
    for (int i = 0; i < found.size(); i++) {
      assertThat(found.get(i).getLong(0)).isEqualTo(1_000L * i + 7);
      assertThat(found.get(i).getInt(1)).isEqualTo(2 * (1_000 * i + 7) + 1);
    }
    join.collectAsList();
    BatchScanExec scan = scan(join);
    assertThat(scan.toString()).contains("dynamicpruning");
    assertThat(rowsOut(scan)).isEqualTo(100);
    assertThat(scan.inputRDD().getNumPartitions()).isLessThanOrEqualTo(2);
    assertThat(Plans.planned(scan.scan()).partitions()).hasSizeGreaterThanOrEqualTo(10);
  }

  @Test
  void rowsCloseToEachOtherAreReadTogether() throws IOException {
    Dataset<Row> keys = keys("id * 100", "tag < 500 and id < 1000");
    Dataset<Row> rows = array();
    Dataset<Row> join =
        rows.join(broadcast(keys), rows.col("_row").equalTo(keys.col("k"))).select("_row", "_c0");
    assertThat(join.collectAsList()).hasSize(500);
    BatchScanExec scan = scan(join);
    assertThat(rowsOut(scan)).isEqualTo(499 * 100 + 1);
  }

  @Test
  void aLimitIsNotWidened() throws IOException {
    Dataset<Row> keys = keys("id * 100", "tag < 500 and id < 1000");
    Dataset<Row> rows = array("rowIndex", "i").limit(450);
    Dataset<Row> join = rows.join(broadcast(keys), rows.col("i").equalTo(keys.col("k")));
    assertThat(join.count()).isEqualTo(5);
  }

  @Test
  void aJoinOnTheFileOpensNeededFilesOnly() throws IOException {
    for (int i = 0; i < 5; i++) {
      Path file = folder.resolve("t/" + i + ".dat");
      Files.createDirectories(file.getParent());
      ArrayFiles.counting(file, 1_000, 2);
    }
    String wanted = folder.resolve("t/3.dat").toUri().getPath();
    Dataset<Row> rows =
        Plans.memmap(session, "dtype", "<i4", "shape", "1000,2")
            .load(folder.resolve("t").toString());
    Dataset<Row> keys = keys("'" + wanted + "'", "tag = 7 and id < 1000");
    Dataset<Row> join =
        rows.join(broadcast(keys), rows.col("_file").equalTo(keys.col("k"))).select("_file", "_c0");
    assertThat(join.collectAsList()).hasSize(1_000);
    assertThat(rowsOut(scan(join))).isEqualTo(1_000);
  }

  /** A filter by index would leave one row of each block. */
  @ParameterizedTest
  @CsvSource({"bytes, length(value)", "ranges, bytes"})
  void aJoinOnTheFirstRowOfARangeGetsWholeRanges(String layout, String bytes) throws IOException {
    Dataset<Row> keys = keys("id * 100", "tag < 500 and id < 1000");
    Dataset<Row> rows =
        array("layout", layout, "rangeRows", "200")
            .selectExpr("_row", "bigint(" + bytes + ") AS bytes");
    Dataset<Row> join =
        rows.join(broadcast(keys), rows.col("_row").equalTo(keys.col("k"))).select("_row", "bytes");
    assertThat(join.collectAsList())
        .hasSize(250)
        .allMatch(row -> row.getLong(1) == 200 * 2 * Integer.BYTES);
  }

  @Test
  void columnsThatAreNotReadAreNotFiltered() throws IOException {
    Dataset<Row> keys = keys("id", "tag = 7 and id < 20000");
    Dataset<Row> rows = array("pushdown", "false");
    Dataset<Row> join =
        rows.join(broadcast(keys), rows.col("_row").equalTo(keys.col("k"))).select("_row", "_c1");
    assertThat(join.collectAsList()).hasSize(20);
    assertThat(rowsOut(scan(join))).isEqualTo(ROWS);
  }
}
