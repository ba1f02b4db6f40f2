package io.memmap.spark.internal.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.spark.internal.files.ArrayFiles;
import io.memmap.spark.internal.read.rows.RowRanges;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.execution.LocalTableScanExec;
import org.apache.spark.sql.execution.datasources.v2.BatchScanExec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits and counts that are pushed down, and those that are left to Spark. */
class PushdownTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  @TempDir Path folder;
  private String file;

  @BeforeEach
  void writeArray() throws IOException {
    file = ArrayFiles.counting(folder.resolve("a.dat"), 1_000, 2).toString();
  }

  @Test
  void aLimitIsTheFirstRowsInOnePartition() {
    ArrayScan scan = Plans.scan(load().limit(10));
    assertThat(scan.rows()).isEqualTo(10);
    assertThat(scan.partitions()).containsExactly(RowRanges.of(0, 10));
    assertThat(scan.description()).contains(" rows=10 ").contains(" partitions=1 ");
    assertThat(load().limit(10).collectAsList())
        .hasSize(10)
        .startsWith(RowFactory.create(0, 1))
        .endsWith(RowFactory.create(18, 19));
  }

  @Test
  void theSmallestOfSeveralLimitsCounts() {
    assertThat(Plans.scan(load().limit(10).limit(3)).rows()).isEqualTo(3);
    assertThat(Plans.scan(load().limit(3).limit(10)).rows()).isEqualTo(3);
    assertThat(Plans.scan(load().limit(5_000)).rows()).isEqualTo(1_000);
    assertThat(load().limit(5_000).collectAsList()).hasSize(1_000);
  }

  @Test
  void aLimitOfSeveralPartitionsKeepsTheOrder() {
    Dataset<Row> rows =
        Plans.memmap(SPARK.spark(), "dtype", "<i4", "shape", "1000,2")
            .option("numPartitions", "7")
            .load(file)
            .limit(999);
    assertThat(rows.collectAsList()).hasSize(999).endsWith(RowFactory.create(1_996, 1_997));
  }

  @Test
  void aLimitAfterAFilterStopsEachTask() {
    Dataset<Row> query = load().where("_c0 > 1000").limit(3);
    assertThat(Plans.scan(query).rows()).isEqualTo(1_000);
    assertThat(Plans.scan(query).filter().most()).isEqualTo(3);
    assertThat(Plans.text(query)).contains("CollectLimit").doesNotContain("Filter (");
    assertThat(query.collectAsList())
        .containsExactly(
            RowFactory.create(1_002, 1_003),
            RowFactory.create(1_004, 1_005),
            RowFactory.create(1_006, 1_007));
  }

  @Test
  void aLimitAfterASortIsLeftToSpark() {
    Dataset<Row> rows = load();
    assertThat(rows.orderBy(rows.col("_c0").desc()).limit(1).collectAsList())
        .containsExactly(RowFactory.create(1_998, 1_999));
  }

  @Test
  void aFilterAfterALimitSeesTheFirstRowsOnly() {
    assertThat(load().limit(10).where("_c0 >= 16").collectAsList())
        .containsExactly(RowFactory.create(16, 17), RowFactory.create(18, 19));
  }

  @Test
  void anOffsetIsLeftToSpark() {
    assertThat(load().offset(998).collectAsList())
        .containsExactly(RowFactory.create(1_996, 1_997), RowFactory.create(1_998, 1_999));
    assertThat(load().offset(10).limit(2).collectAsList())
        .containsExactly(RowFactory.create(20, 21), RowFactory.create(22, 23));
  }

  @Test
  void countingRowsDoesNotOpenTheFile() throws IOException {
    Dataset<Row> query = load().selectExpr("count(*)", "count(1)", "count(_c0)");
    assertThat(Plans.leaf(query)).isInstanceOf(LocalTableScanExec.class);
    Files.delete(Path.of(file));
    assertThat(query.collectAsList()).containsExactly(RowFactory.create(1_000L, 1_000L, 1_000L));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0,7", "5,0", "()"})
  void arraysWithoutRowsOrColumnsOrAxesAreCounted(String shape) {
    Dataset<Row> rows = Plans.memmap(SPARK.spark(), "shape", shape).load(file);
    long expected = shape.equals("5,0") ? 5 : shape.equals("()") ? 1 : 0;
    assertThat(rows.count()).isEqualTo(expected);
    assertThat(rows.collectAsList()).hasSize((int) expected);
    assertThat(Plans.memmap(SPARK.spark(), "shape", shape, "pushdown", "false").load(file).count())
        .isEqualTo(expected);
  }

  @Test
  void countingMoreThan32BitsOfRowsTakesNoTime() throws IOException {
    String huge = ArrayFiles.sparse(folder.resolve("huge.dat"), 1L << 40).toString();
    assertThat(Plans.memmap(SPARK.spark()).load(huge).count()).isEqualTo(1L << 40);
  }

  @Test
  void aCountAfterALimitIsLimited() {
    assertThat(load().limit(7).count()).isEqualTo(7);
    assertThat(load().limit(7).selectExpr("count(*)").limit(1).collectAsList())
        .containsExactly(RowFactory.create(7L));
  }

  @Test
  void theRowOfACountCanBeLimited() {
    assertThat(load().selectExpr("count(*)").limit(1).collectAsList())
        .containsExactly(RowFactory.create(1_000L));
    assertThat(load().selectExpr("count(*)").limit(0).collectAsList()).isEmpty();
  }

  /** Spark draws rows one by one, so that no sample is a range of rows. */
  @Test
  void aSampleWithASeedIsLeftToSpark() {
    List<Row> sample = load().sample(0.1, 7).collectAsList();
    assertThat(sample).hasSizeBetween(50, 150).isEqualTo(ofSpark().sample(0.1, 7).collectAsList());
    assertThat(Plans.scan(load().sample(0.1, 7)).rows()).isEqualTo(1_000);
    load().createOrReplaceTempView("pushed");
    ofSpark().createOrReplaceTempView("left");
    String query = "select * from %s tablesample (20 percent) repeatable (3)";
    List<Row> fifth = SPARK.spark().sql(query.formatted("pushed")).collectAsList();
    assertThat(fifth)
        .hasSizeBetween(130, 270)
        .isEqualTo(SPARK.spark().sql(query.formatted("left")).collectAsList());
    assertThat(load().where("_row >= 500").sample(0.5, 1).collectAsList())
        .hasSizeBetween(180, 320)
        .allMatch(row -> row.getInt(0) >= 1_000);
  }

  private Dataset<Row> ofSpark() {
    return Plans.memmap(SPARK.spark(), "dtype", "<i4", "shape", "1000,2", "pushdown", "false")
        .load(file);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select count(distinct _c0 div 4) from %s",
        "select count(*) from %s where _c1 > 999 and _c0 < _c1",
        "select max(n) from (select count(*) n from %s group by _c0 div 1000)",
        "select count(*) filter (where _c0 < 1000) from %s",
        "select count(if(_c0 < 1000, 1, null)) from %s"
      })
  void countsThatNeedValuesAreLeftToSpark(String query) {
    load().createOrReplaceTempView("counted");
    Dataset<Row> rows = SPARK.spark().sql(query.formatted("counted"));
    assertThat(Plans.scan(rows).rows()).isEqualTo(1_000);
    assertThat(rows.first().getLong(0)).isEqualTo(500);
  }

  @Test
  void countsOfSelectedRowsHaveAKernel() {
    for (String predicate : List.of("_c0 >= 1000", "_c1 > 999 and _row < 2000")) {
      Dataset<Row> query = load().where(predicate).selectExpr("count(*)");
      assertThat(((BatchScanExec) Plans.leaf(query)).scan()).isInstanceOf(AggregateScan.class);
      assertThat(query.first().getLong(0)).isEqualTo(500);
    }
    assertThat(load().where("_c0 > 5000").count()).isZero();
    assertThat(load().where("_c0 > 3000000000").count()).isZero();
  }

  @Test
  void sumsAndExtremesHaveKernels() {
    Dataset<Row> query = load().selectExpr("sum(_c0)", "min(_c1)", "max(_c1)", "count(*)");
    assertThat(query.collectAsList())
        .containsExactly(RowFactory.create(999_000L, 1, 1_999, 1_000L));
  }

  @Test
  void withoutPushdownAllIsLeftToSpark() {
    Dataset<Row> rows =
        Plans.memmap(SPARK.spark(), "dtype", "<i4", "shape", "1000,2", "pushdown", "false")
            .load(file);
    assertThat(Plans.scan(rows.limit(10)).rows()).isEqualTo(1_000);
    assertThat(Plans.scan(rows.selectExpr("count(*)")).rows()).isEqualTo(1_000);
    assertThat(rows.limit(10).collectAsList()).isEqualTo(load().limit(10).collectAsList());
    assertThat(rows.count()).isEqualTo(1_000);
  }

  private Dataset<Row> load() {
    return Plans.memmap(SPARK.spark(), "dtype", "<i4", "shape", "1000,2").load(file);
  }
}
