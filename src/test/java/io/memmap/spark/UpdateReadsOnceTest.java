package io.memmap.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.testing.SparkTesting;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An {@code UPDATE} reads its array once, and does not collect the changed rows on the driver,
 * which may be all rows.
 */
class UpdateReadsOnceTest {
  @RegisterExtension static final SparkTesting SPARK = SparkTesting.withCatalogs("arrays");

  /** In the part of the plan that lists operators. */
  private static final Pattern SCAN = Pattern.compile("BatchScan \\S*a\\.npy\\S* \\(\\d+\\)");

  @TempDir Path folder;

  @BeforeEach
  void save() {
    sql("CREATE TABLE {a.npy} AS SELECT int(id) _c0, int(id * 10) _c1 FROM range(8)");
    spark().sql("SELECT id r, id % 2 v FROM range(5)").createOrReplaceTempView("s");
  }

  private static SparkSession spark() {
    return SPARK.spark();
  }

  /** Runs a statement; {@code {x}} is the table of file x. */
  private List<Row> sql(String statement) {
    return SPARK.sql(statement, folder);
  }

  /** Statements that set the first number of rows 1 and 3. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE {a.npy} SET _c0 = -1 WHERE _c1 = 10 OR _c1 = 30",
        "UPDATE {a.npy} SET _c0 = -1 WHERE _c1 IN (10, 30) AND _row < 5",
        "UPDATE {a.npy} SET _c0 = -1 WHERE _row IN (1, 3)",
        "UPDATE {a.npy} SET _c0 = -1 WHERE _row % 2 = 1 AND _row < 4 AND _file LIKE '%a.npy'",
        "UPDATE {a.npy} SET _c0 = -1 WHERE _row IN (SELECT r FROM s WHERE v > 0)",
        "UPDATE {a.npy} SET _c0 = -1 WHERE _c1 IN (SELECT 10 * r FROM s WHERE v > 0)",
        "UPDATE {a.npy} t SET _c0 = -1 WHERE EXISTS (SELECT 1 FROM s WHERE r = t._row AND v > 0)",
        "MERGE INTO {a.npy} t USING s ON t._row = s.r AND s.v > 0"
            + " WHEN MATCHED THEN UPDATE SET _c0 = -1",
        "MERGE INTO {a.npy} t USING s ON t._c1 = s.r * 10 AND s.v > 0"
            + " WHEN MATCHED AND t._c0 < 5 THEN UPDATE SET _c0 = -1"
      })
  void theArrayIsReadOnce(String statement) {
    String plan = sql("EXPLAIN FORMATTED " + statement).get(0).getString(0);
    assertThat(SCAN.matcher(plan).results().count()).as(plan).isEqualTo(1);

    sql(statement);
    assertThat(sql("SELECT _c0 FROM {a.npy} ORDER BY _row").stream().map(row -> row.getInt(0)))
        .containsExactly(0, -1, 2, -1, 4, 5, 6, 7);
  }

  /** The rows that a join needs are known from its other side, without reading the array. */
  @Test
  void onlyTheRowsThatAJoinNeedsAreRead() {
    String plan =
        sql("EXPLAIN FORMATTED UPDATE {a.npy} SET _c0 = -1"
                + " WHERE _row IN (SELECT r FROM s WHERE v > 0)")
            .get(0)
            .getString(0);
    assertThat(plan).contains("dynamicpruning");
  }
}
