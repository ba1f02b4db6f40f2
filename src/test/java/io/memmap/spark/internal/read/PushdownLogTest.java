package io.memmap.spark.internal.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.spark.LogLines;
import io.memmap.spark.internal.files.ArrayFiles;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The log has one line for each operation that is left to Spark, with the reason. */
class PushdownLogTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  @TempDir Path folder;
  private String file;

  @BeforeEach
  void writeArray() throws IOException {
    file = ArrayFiles.counting(folder.resolve("a.dat"), 100, 2).toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "_c0 > _c1              | _c0 > _c1 | _c1 is not a literal",
        "_row < 9 AND _c0 > _c1 | _c0 > _c1 | _c1 is not a literal",
        "_c1 > 5 OR _row > 7    | (_c1 > 5) OR (_row > 7) | _row is not stored",
        "_row IN (1, null)    | _row IN (1, null)"
            + " | only comparisons of _row with literals other than null are pushed down"
      })
  void predicatesAreLeftWithAReason(String predicate, String offered, String reason) {
    // Spark 4.3 writes NULL
    assertThat(
            lines(load(file).where(predicate)).stream().map(line -> line.replace("NULL", "null")))
        .containsExactly("Leaving predicate " + offered + " to Spark: " + reason);
  }

  @Test
  void whatIsPushedDownIsNotLogged() {
    assertThat(lines(load(file).where("_row > 10 AND _file <> 'b'").limit(3))).isEmpty();
    assertThat(lines(load(file).where("_c0 > 10 AND (_c1 < 90 OR _c0 = 3)").limit(3))).isEmpty();
    assertThat(lines(load(file, "rowIndex", "i").orderBy("i").limit(3))).isEmpty();
    assertThat(lines(load(file).where("_row > 10").selectExpr("count(*)"))).isEmpty();
  }

  @Test
  void eachPredicateIsLoggedInALine() {
    assertThat(lines(load(file).where("_c0 > _c1 AND _c1 = 1 + _c0 AND _row >= 0 AND _c0 > 10")))
        .containsExactlyInAnyOrder(
            "Leaving predicate _c0 > _c1 to Spark: _c1 is not a literal",
            "Leaving predicate _c1 = (_c0 + 1) to Spark: _c0 + 1 is not a literal");
  }

  @Test
  void indicesOfManyShortRangesAreLeft() throws IOException {
    Path tall = ArrayFiles.counting(folder.resolve("tall.dat"), 2_000, 2);
    Dataset<Row> cells =
        Plans.memmap(SPARK.spark(), "dtype", "<i4", "shape", "2000,2", "layout", "cells")
            .load(tall.toString());
    assertThat(lines(cells.where("i1 = 1")))
        .containsExactly(
            "Leaving predicate i1 = 1 to Spark: i1 selects too many short ranges of rows, or is not"
                + " compared with a literal");
  }

  @Test
  void doublesOfFolderNamesAreNotCompared() throws IOException {
    Files.delete(Path.of(file));
    for (String x : List.of("0.5", "1.5")) {
      Path part = Files.createDirectory(folder.resolve("x=" + x));
      ArrayFiles.counting(part.resolve("a.dat"), 100, 2);
    }
    assertThat(lines(load(folder.toString()).where("x > 1")))
        .containsExactly(
            "Leaving predicate x > 1.0 to Spark: comparisons of x, a double, are not pushed down");
  }

  @Test
  void topRowsOfSelectedRowsAreLeft() {
    assertThat(lines(load(file).where("_c0 > 10").orderBy("_row").limit(3)))
        .containsExactly(
            "Leaving the first 3 rows by _row ASC NULLS FIRST to Spark: "
                + "only their values tell which rows the scan returns");
  }

  @Test
  void topRowsByOtherKeysAreLeft() throws IOException {
    Dataset<Row> rows = load(file);
    assertThat(lines(rows.orderBy(rows.col("_c0").desc()).limit(3)))
        .containsExactly(
            "Leaving the first 3 rows by _c0 DESC NULLS LAST to Spark: "
                + "the scan returns rows in the order of their index only");
    ArrayFiles.counting(folder.resolve("b.dat"), 100, 2);
    assertThat(lines(load(folder.toString(), "rowIndex", "i").orderBy("i").limit(3)))
        .containsExactly(
            "Leaving the first 3 rows by i ASC NULLS FIRST to Spark: "
                + "row indices of several files overlap");
  }

  @Test
  void aggregatesAreLeftWithAReason() {
    assertThat(lines(load(file).groupBy("_c0").count()))
        .singleElement()
        .asString()
        .startsWith("Leaving aggregate COUNT(*) by _c0 to Spark: it groups by _c0");
    assertThat(lines(load(file).select("_c1").distinct()))
        .singleElement()
        .asString()
        .startsWith("Leaving aggregate by _c1 to Spark: it groups by _c1");
    assertThat(lines(load(file).selectExpr("count(*)", "count(distinct _c0)")))
        .singleElement()
        .asString()
        .startsWith("Leaving aggregate ")
        .contains(" to Spark: ")
        .contains("COUNT(DISTINCT _c0)");
  }

  @Test
  void withoutPushdownAllIsLeft() {
    Dataset<Row> rows = load(file, "pushdown", "false");
    String reason = " to Spark: option pushdown is false";
    assertThat(lines(rows.where("_row < 5 AND _c0 = 2")))
        .containsExactlyInAnyOrder(
            "Leaving predicate _row < 5" + reason, "Leaving predicate _c0 = 2" + reason);
    assertThat(lines(rows.limit(5))).containsExactly("Leaving limit 5" + reason);
    assertThat(lines(rows.offset(5))).containsExactly("Leaving offset 5" + reason);
    assertThat(lines(rows.orderBy("_c0").limit(5)))
        .containsExactly("Leaving the first 5 rows by _c0 ASC NULLS FIRST" + reason);
    assertThat(lines(rows.selectExpr("count(*)", "max(_c0)")))
        .containsExactly("Leaving aggregate COUNT(*), MAX(_c0)" + reason);
  }

  private static List<String> lines(Dataset<Row> query) {
    return LogLines.ofInfo(PushdownLog.class, () -> query.queryExecution().sparkPlan());
  }

  private Dataset<Row> load(String path, String... options) {
    return Plans.memmap(SPARK.spark(), options)
        .option("dtype", "<i4")
        .option("shape", "100,2")
        .load(path);
  }
}
