package io.memmap.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.testing.SparkTesting;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code MERGE} and {@code UPDATE} that name metadata columns, with Spark's default settings. */
class MergeByRowTest {
  @RegisterExtension static final SparkTesting SPARK = SparkTesting.withCatalogs("arrays");

  @TempDir Path folder;

  /** Five rows of two numbers, of which three change: 50 in row 1, 70 in row 3. */
  @BeforeEach
  void save() {
    sql("CREATE TABLE {a.npy} AS SELECT int(id * 10) _c0, int(id * 10 + 1) _c1 FROM range(5)");
    sql("CREATE TABLE {s.npy} AS SELECT 500 + int(id) _c0, 600 + int(id) _c1 FROM range(3)");
    spark()
        .sql("SELECT * FROM VALUES (1L, 50, 51), (3L, 70, 71) AS fix(r, _c0, _c1)")
        .createOrReplaceTempView("fix");
  }

  private static SparkSession spark() {
    return SPARK.spark();
  }

  /** Runs a statement; {@code {x}} is the table of file x. */
  private List<Row> sql(String statement) {
    return SPARK.sql(statement.replace("FOLDER", folder.toString()), folder);
  }

  private List<Integer> column(String name) {
    return sql("SELECT " + name + " FROM {a.npy} ORDER BY _row").stream()
        .map(row -> row.getInt(0))
        .toList();
  }

  /** Statements that set the first number of row 1 to 50 and that of row 3 to 70. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "MERGE INTO {a.npy} t USING fix s ON t._row = s.r WHEN MATCHED THEN UPDATE SET _c0 = s._c0",
        "MERGE INTO {a.npy} t USING fix s ON s.r = t._row WHEN MATCHED THEN UPDATE SET t._c0 = s._c0",
        "MERGE INTO {a.npy} t USING fix s ON t._row = s.r AND t._row > 0"
            + " WHEN MATCHED THEN UPDATE SET _c0 = s._c0",
        "MERGE INTO {a.npy} t USING fix s ON t._row = s.r AND t._c0 < 1000 AND s._c0 > t._row"
            + " WHEN MATCHED THEN UPDATE SET _c0 = s._c0",
        "MERGE INTO {a.npy} t USING fix s ON t._row + 1 = s.r + 1"
            + " WHEN MATCHED THEN UPDATE SET _c0 = s._c0 + t._c1 - t._c1",
        "MERGE INTO {a.npy} t USING fix s ON int(t._row) = int(s.r)"
            + " WHEN MATCHED THEN UPDATE SET _c0 = s._c0",
        "MERGE INTO {a.npy} t USING fix s ON t._c0 = s.r * 10"
            + " WHEN MATCHED THEN UPDATE SET _c0 = 40 + 10 * int(t._row) + int(t._row) DIV 3 * 0",
        "MERGE INTO {a.npy} t USING fix s ON t._row = s.r"
            + " WHEN MATCHED THEN UPDATE SET _c0 = 40 + 10 * t._row",
        "MERGE INTO {a.npy} t USING fix s ON t._row = s.r"
            + " WHEN MATCHED AND t._row = 1 THEN UPDATE SET _c0 = 50"
            + " WHEN MATCHED AND t._row > 1 THEN UPDATE SET _c0 = 70",
        "MERGE INTO {a.npy} t USING (SELECT 1 r, 50 v UNION ALL SELECT 3, 70) s ON t._row = s.r"
            + " WHEN MATCHED THEN UPDATE SET _c0 = s.v",
        "MERGE INTO {a.npy} t USING (SELECT * FROM VALUES (1, 50), (3, 70) AS f(r, v)) s ON t._row = s.r"
            + " WHEN MATCHED THEN UPDATE SET _c0 = s.v",
        "MERGE INTO {a.npy} t USING (SELECT _row + 1 r, _c0 + 40 v FROM {a.npy} WHERE _row < 1"
            + " UNION ALL SELECT 3, 70) s ON t._row = s.r WHEN MATCHED THEN UPDATE SET _c0 = v + 10"
            + " * if(s.r = 1, 1, 0)",
        "WITH c AS (SELECT r, _c0 v FROM fix) MERGE INTO {a.npy} t USING c ON t._row = c.r"
            + " WHEN MATCHED THEN UPDATE SET _c0 = c.v",
        "MERGE INTO {a.npy} t USING fix s ON t._row = s.r AND t._file LIKE '%a.npy'"
            + " WHEN MATCHED THEN UPDATE SET _c0 = s._c0",
        "MERGE INTO {a.npy} t USING fix s ON t._file = 'FOLDER/a.npy' AND t._row = s.r"
            + " WHEN MATCHED AND t._file LIKE '%.npy' THEN UPDATE"
            + " SET _c0 = s._c0 + length(t._file) - length(t._file)",
        "MERGE INTO {a.npy} t USING fix s ON t._row = s.r WHEN MATCHED THEN UPDATE SET _c0 = s._c0"
            + " WHEN NOT MATCHED THEN INSERT (_c0, _c1) VALUES (1, 2)",
        "MERGE INTO {a.npy} t USING fix s ON t._row = s.r WHEN MATCHED THEN UPDATE SET _c0 = s._c0"
            + " WHEN NOT MATCHED BY SOURCE AND t._row > 9 THEN UPDATE SET _c0 = -1",
        "UPDATE {a.npy} SET _c0 = if(_row = 1, 50, 70) WHERE _row IN (1, 3)",
        "UPDATE {a.npy} SET _c0 = 40 + 10 * _row WHERE _row IN (SELECT r FROM fix)",
        "UPDATE {a.npy} t SET _c0 = 40 + 10 * int(t._row)"
            + " WHERE EXISTS (SELECT 1 FROM fix WHERE r = t._row) AND t._file LIKE '%a.npy'",
        "UPDATE {a.npy} SET _c0 = 40 + 10 * _row + length(_file) - length(_file)"
            + " WHERE _row % 2 = 1 AND _file = 'FOLDER/a.npy'"
      })
  void rowsAreFoundByTheirIndex(String statement) {
    sql(statement);
    assertThat(column("_c0")).containsExactly(0, 50, 20, 70, 40);
    assertThat(column("_c1")).containsExactly(1, 11, 21, 31, 41);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MERGE INTO {a.npy} t USING fix s ON t._row = s.r WHEN MATCHED THEN UPDATE SET *",
        "MERGE INTO {a.npy} t USING fix s ON t._c0 = s.r * 10 WHEN MATCHED THEN UPDATE SET *",
        "MERGE INTO {a.npy} t USING fix s ON t._row = s.r WHEN MATCHED THEN UPDATE SET *"
            + " WHEN NOT MATCHED THEN INSERT *",
        "MERGE INTO {a.npy} t USING fix s ON t._row = s.r AND t._file LIKE '%a.npy'"
            + " WHEN MATCHED AND int(t._row) < 5 THEN UPDATE SET *"
      })
  void starTakesTheColumnsOfTheArray(String statement) {
    sql(statement);
    assertThat(column("_c0")).containsExactly(0, 50, 20, 70, 40);
    assertThat(column("_c1")).containsExactly(1, 51, 21, 71, 41);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MERGE INTO {a.npy} t USING {s.npy} s ON t._row = s._row WHEN MATCHED THEN UPDATE SET *",
        "MERGE INTO {a.npy} t USING {s.npy} s ON t._row = s._row AND s._file > t._file"
            + " WHEN MATCHED THEN UPDATE SET _c0 = s._c0, _c1 = 600 + int(s._row)",
        "MERGE INTO {a.npy} t USING (SELECT *, _row FROM {s.npy}) s ON t._row = s._row"
            + " WHEN MATCHED THEN UPDATE SET _c0 = s._c0, t._c1 = s._c1"
      })
  void anArrayIsMergedIntoAnotherRowByRow(String statement) {
    sql(statement);
    assertThat(column("_c0")).containsExactly(500, 501, 502, 30, 40);
    assertThat(column("_c1")).containsExactly(600, 601, 602, 31, 41);
  }

  @ParameterizedTest
  @ValueSource(strings = {"(_c0, _c1) VALUES (1, 2)", "*"})
  void aRowThatIsNotThereIsNotInserted(String values) {
    spark().sql("SELECT * FROM VALUES (7L, 1, 2) AS fix(r, _c0, _c1)").createOrReplaceTempView("f");
    assertThatThrownBy(
            () ->
                sql(
                    "MERGE INTO {a.npy} t USING f s ON t._row = s.r WHEN MATCHED THEN UPDATE SET"
                        + " _c0 = 1 WHEN NOT MATCHED THEN INSERT "
                        + values))
        .hasStackTraceContaining("a row that is not there can't be updated");
    assertThat(column("_c0")).containsExactly(0, 10, 20, 30, 40);
  }

  /** A merge that only inserts rows that the array does not have. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ON t._row = s.r WHEN NOT MATCHED THEN INSERT *",
        "ON t._row = s.r AND t._c0 < 9999L WHEN NOT MATCHED THEN INSERT (_c0, _c1) VALUES (s._c0, s._c1)",
        "ON t._row = s.r WHEN NOT MATCHED AND s.r < 8 THEN INSERT * WHEN NOT MATCHED THEN INSERT *"
      })
  void mergesThatOnlyInsertAppend(String clauses) {
    spark()
        .sql("SELECT * FROM VALUES (1L, 5, 6), (7L, 1, 2) AS fix(r, _c0, _c1)")
        .createOrReplaceTempView("f");
    sql("MERGE INTO {a.npy} t USING f s " + clauses);
    assertThat(column("_c0")).containsExactly(0, 10, 20, 30, 40, 1);
    assertThat(column("_c1")).containsExactly(1, 11, 21, 31, 41, 2);
  }

  @Test
  void oneRowMatchedTwiceIsRefusedBySpark() {
    assertThatThrownBy(
            () ->
                sql(
                    "MERGE INTO {a.npy} t USING (SELECT * FROM VALUES (1), (1) AS f(r)) s ON t._row = s.r WHEN MATCHED"
                        + " THEN UPDATE SET _c0 = 7"))
        .hasStackTraceContaining("MERGE_CARDINALITY_VIOLATION");
    assertThat(sql("SELECT _c0 FROM {a.npy} WHERE _row = 1"))
        .containsExactly(RowFactory.create(10));
  }
}
