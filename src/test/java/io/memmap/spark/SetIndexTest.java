package io.memmap.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Files;
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

/** Statements may compare index columns and may not set them. */
class SetIndexTest {
  @RegisterExtension static final SparkTesting SPARK = SparkTesting.withCatalogs("arrays");

  @TempDir Path folder;

  @BeforeEach
  void save() {
    sql("CREATE TABLE {a.npy} AS SELECT int(id * 10) _c0, int(id * 10 + 1) _c1 FROM range(5)");
    spark()
        .sql("SELECT * FROM VALUES (1L, 50), (3L, 70) AS fix(r, v)")
        .createOrReplaceTempView("fix");
  }

  private static void assumeStatementsAreSeen() {
    assumeTrue(
        !spark().version().startsWith("3."),
        "Spark 3.5 shows a rule no statement before it drops such assignments");
  }

  private static SparkSession spark() {
    return SPARK.spark();
  }

  /** Runs a statement; {@code {x}} is the table of file x. */
  private List<Row> sql(String statement) {
    return SPARK.sql(statement, folder);
  }

  private List<Integer> column(String name) {
    return sql("SELECT " + name + " FROM {a.npy} ORDER BY _row").stream()
        .map(row -> row.getInt(0))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MERGE INTO {a.npy?rowIndex=i} t USING fix ON t.i = fix.r WHEN MATCHED THEN UPDATE SET _c0 = v",
        "MERGE INTO {a.npy?rowIndex=i} t USING fix ON t._row = fix.r AND t.i = fix.r"
            + " WHEN MATCHED THEN UPDATE SET _c0 = v + int(t.i) - int(t._row)",
        "MERGE INTO {a.npy?rowIndex=i} t USING (SELECT 1 i, 50 _c0, 11 _c1 UNION ALL"
            + " SELECT 3, 70, 31) s ON t.i = s.i WHEN MATCHED THEN UPDATE SET *",
        "MERGE INTO {a.npy?rowIndex=i&slice=1:} t USING fix ON t.i = fix.r"
            + " WHEN MATCHED THEN UPDATE SET _c0 = v",
        "MERGE INTO {a.npy?rowIndex=i&slice=::-1} t USING fix ON t.i = fix.r"
            + " WHEN MATCHED THEN UPDATE SET _c0 = v",
        "UPDATE {a.npy?rowIndex=i} SET _c0 = 40 + 10 * i WHERE i IN (1, 3)",
        "UPDATE {a.npy?rowIndex=i} SET i = i, _c0 = 40 + 10 * i WHERE i IN (SELECT r FROM fix)"
      })
  void aRowIndexInTheNameTellsRowsApart(String statement) {
    sql(statement);
    assertThat(column("_c0")).containsExactly(0, 50, 20, 70, 40);
    assertThat(column("_c1")).containsExactly(1, 11, 21, 31, 41);
  }

  @Test
  void aRowIndexCannotBeSet() throws IOException {
    byte[] before = Files.readAllBytes(folder.resolve("a.npy"));
    assertThatThrownBy(() -> sql("UPDATE {a.npy?rowIndex=i} SET i = 4 WHERE i = 2"))
        .hasStackTraceContaining("an index can't be set, from 2 to 4");
    assertThatThrownBy(() -> sql("UPDATE {a.npy?rowIndex=_row} SET _c0 = 4 WHERE _row = 2"))
        .hasMessageContaining("leave the option out, each table has such a column");
    assertThat(folder.resolve("a.npy")).hasBinaryContent(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE {a.npy} SET _row = 5",
        "UPDATE {a.npy} SET _ROW = 5 WHERE _c0 = 1",
        "UPDATE {a.npy} t SET _c0 = 7, t._row = _row + 1 WHERE _c0 = 10",
        "UPDATE {a.npy} SET _file = 'x', _c0 = 7",
        "UPDATE {a.npy?layout=cells} SET _row = 1, value = 7",
        "UPDATE {n.npy} SET _boxed_value = named_struct('value', X'00')",
        "MERGE INTO {a.npy} t USING fix ON t._row = fix.r WHEN MATCHED THEN UPDATE SET _row = 9",
        "MERGE INTO {a.npy} t USING fix ON t._c0 = 10 AND fix.r = 1"
            + " WHEN MATCHED THEN UPDATE SET t._file = 'x', _c0 = 7",
        "MERGE INTO {a.npy} t USING fix ON t._c0 = fix.r WHEN NOT MATCHED THEN INSERT"
            + " (_row, _c0, _c1) VALUES (5, 1, 2)",
        "WITH c AS (SELECT * FROM fix) MERGE INTO {a.npy} t USING c ON t._row = c.r"
            + " WHEN MATCHED AND c.r = 1 THEN UPDATE SET _c0 = 1"
            + " WHEN MATCHED THEN UPDATE SET _row = 9"
      })
  void whatIsStoredNowhereIsNotSet(String statement) throws IOException {
    assumeStatementsAreSeen();
    sql("CREATE TABLE {n.npy} OPTIONS (dtype 'm8[s]') AS SELECT INTERVAL '1' SECOND value");
    byte[] before = Files.readAllBytes(folder.resolve("a.npy"));
    assertThatThrownBy(() -> sql(statement))
        .hasMessageContaining("npy")
        .hasMessageContaining(": SET _")
        .hasMessageContaining("is not done; it says which row that is, and is stored nowhere");
    assertThat(folder.resolve("a.npy")).hasBinaryContent(before);
  }

  @Test
  void inTheCurrentCatalogToo() {
    assumeStatementsAreSeen();
    String before = spark().catalog().currentCatalog();
    spark().sql("USE arrays");
    try {
      assertThatThrownBy(() -> spark().sql("UPDATE `" + folder + "/a.npy` SET _row = 5"))
          .hasMessageContaining("SET _row is not done");
    } finally {
      spark().sql("USE " + before);
    }
  }

  @Test
  void aStoredColumnOfThatNameIsSet() {
    sql(
        "CREATE TABLE {b.npy} AS SELECT id a, named_struct('_row', 1, '_file', 2) _file FROM range(2)");
    sql("UPDATE {b.npy} SET _file._row = 9, a = 7 WHERE a = 1");
    assertThat(sql("SELECT a, _file._row, _file._file FROM {b.npy}"))
        .containsExactly(RowFactory.create(0L, 1, 2), RowFactory.create(7L, 9, 2));
    assertThatThrownBy(() -> sql("UPDATE {b.npy} SET _none = 9"))
        .hasMessageContaining("UNRESOLVED_COLUMN");
  }
}
