package io.memmap.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.memmap.spark.internal.table.CatalogTable;
import io.memmap.spark.internal.table.MemmapSink;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.SupportsReportStatistics;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements about tables: to describe, to alter and to cache them. */
class TableStatementsTest {
  @RegisterExtension
  static final SparkTesting SPARK = SparkTesting.withCatalogs("arrays", "memmap");

  @TempDir Path folder;

  @BeforeEach
  void save() {
    sql("CREATE TABLE {a.npy} AS SELECT id _c0, id + 10 _c1 FROM range(3)");
  }

  @AfterEach
  void drop() {
    spark().sql("DROP TABLE IF EXISTS t");
  }

  private static SparkSession spark() {
    return SPARK.spark();
  }

  /** Runs a statement; {@code {x}} is the table of file x. */
  private List<Row> sql(String statement) {
    return SPARK.sql(statement, folder);
  }

  private String described(String table) {
    return sql("DESCRIBE EXTENDED " + table).toString();
  }

  @Test
  void aTableIsDescribed() throws IOException {
    assertThat(described("{a.npy}"))
        .contains("EXTERNAL", "option.dtype=<i8", "option.shape=(3, 2)", "option.order=C")
        .contains("path=" + folder + "/a.npy");
    Files.write(folder.resolve("b.dat"), new byte[20]);
    assertThat(described("{b.dat?dtype=>i2&shape=2,4&offset=4&order=F}"))
        .contains("option.dtype=>i2", "option.shape=(2, 4)")
        .contains("option.order=F", "option.offset=4");
  }

  @Test
  void columnsAreDescribed() throws IOException {
    assertThat(comments("{a.npy}")).containsExactly("dtype <i8", "dtype <i8");
    assertThat(comments("{a.npy?layout=cells}"))
        .containsExactly("index along axis 0", "index along axis 1", "dtype <i8");
    assertThat(comments("{a.npy?rowIndex=n&layout=array}"))
        .containsExactly("index of the row", "dtype <i8");
    Files.write(folder.resolve("c.dat"), new byte[22]);
    assertThat(comments("{c.dat?dtype=[('a','>f4'),('b','S3'),('c','2M8[D]')]&shape=1}"))
        .containsExactly("dtype >f4", "dtype |S3", "dtype ('<M8[D]', (2,))");
    Files.createDirectories(folder.resolve("days/day=7"));
    Files.copy(folder.resolve("a.npy"), folder.resolve("days/day=7/a.npy"));
    assertThat(comments("{days}")).startsWith("dtype <i8", "dtype <i8", "from the file's path");
  }

  private List<String> comments(String table) {
    return sql("DESCRIBE " + table).stream().map(row -> row.getString(2)).toList();
  }

  /** Comments belong to the table, not to its values. */
  @Test
  void aDescribedTableIsSavedWithEqualBytes() {
    sql("CREATE TABLE {b.npy} AS SELECT * FROM {a.npy}");
    sql("INSERT INTO {b.npy} SELECT * FROM {a.npy}");
    assertThat(sql("SELECT * FROM {b.npy}")).hasSize(6);
    assertThat(sql("SELECT * FROM {b.npy} WITH (access = 'read')")).hasSize(6);
    sql("UPDATE {b.npy} SET _c1 = 5 WHERE _row = 1");
    assertThat(sql("SELECT sum(_c1) FROM {b.npy}")).containsExactly(RowFactory.create(60L));
  }

  @Test
  void showCreateTableRecreatesTheTable() throws IOException {
    byte[] header = Files.readAllBytes(folder.resolve("a.npy"));
    String create = sql("SHOW CREATE TABLE {a.npy}").get(0).getString(0);
    sql("DROP TABLE {a.npy} PURGE");
    spark().sql(create);
    byte[] again = Files.readAllBytes(folder.resolve("a.npy"));
    assertThat(again).startsWith(Arrays.copyOf(header, 128)).hasSize(header.length);
  }

  /** A file without a header does not say what it is. */
  @Test
  void showCreateTableOfARawArrayIsRefused() throws IOException {
    Files.write(folder.resolve("b.dat"), new byte[16]);
    String create = sql("SHOW CREATE TABLE {b.dat?dtype=>i2&shape=2,4}").get(0).getString(0);
    Files.delete(folder.resolve("b.dat"));
    assertThatThrownBy(() -> spark().sql(create))
        .hasMessageContaining("CREATE TABLE without rows is not done");
  }

  @Test
  void aNamedTableIsDescribedAndMadeAgain() {
    assumeSparkKeepsTables();
    spark()
        .sql(
            "CREATE TABLE t USING memmap OPTIONS (path '%s/b.dat', dtype '>i2') AS SELECT 7 v"
                .formatted(folder));
    assertThat(described("t")).contains("b.dat", ">i2");
    String create = sql("SHOW CREATE TABLE t").get(0).getString(0);
    spark().sql("DROP TABLE t");
    spark().sql(create);
    assertThat(sql("SELECT * FROM t")).containsExactly(RowFactory.create(7));
  }

  private static void assumeSparkKeepsTables() {
    assumeTrue(
        !spark().version().startsWith("3."),
        "Spark 3.5's own session catalog can't load tables of V2 sources");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ADD COLUMN x INT",
        "ADD COLUMNS (x INT, y INT)",
        "DROP COLUMN v",
        "REPLACE COLUMNS (x INT)"
      })
  void columnsOfANamedTableStay(String change) {
    assumeSparkKeepsTables();
    String file = folder + "/b.npy";
    spark().sql("CREATE TABLE t USING memmap OPTIONS (path '" + file + "') AS SELECT 1 u, 2 v");
    assertThatThrownBy(() -> spark().sql("ALTER TABLE t " + change))
        .hasMessageContaining("table t of memmap")
        .hasMessageContaining("ALTER TABLE would give it columns that its file has not")
        .hasMessageContaining("DROP TABLE, which keeps the file");
    assertThat(sql("SELECT * FROM t")).containsExactly(RowFactory.create(1, 2));
    spark().sql("ALTER TABLE t SET TBLPROPERTIES (owner_team = 'x')");
    spark().sql("COMMENT ON TABLE t IS 'of last week'");
    assertThat(sql("SELECT * FROM t")).containsExactly(RowFactory.create(1, 2));
  }

  @Test
  void aCatalogNamedMemmapTakesPathsAsOtherSourcesDo() {
    assertThat(sql("SELECT count(*) FROM memmap.`" + folder + "/a.npy`"))
        .containsExactly(RowFactory.create(3L));
  }

  @Test
  void aCachedTableIsUsedAndFollowsItsWrites() {
    sql("CACHE TABLE cached AS SELECT * FROM {a.npy}");
    sql("CACHE TABLE {a.npy}");
    try {
      String query = "SELECT sum(_c1) FROM arrays.`" + folder + "/a.npy`";
      assertThat(spark().sql(query).queryExecution().executedPlan().toString())
          .contains("InMemoryRelation");
      sql("UPDATE {a.npy} SET _c1 = 100 WHERE _row = 0");
      assertThat(sql(query)).containsExactly(RowFactory.create(123L));
      sql("INSERT INTO {a.npy} VALUES (0, 1000)");
      assertThat(sql(query)).containsExactly(RowFactory.create(1123L));
      assertThat(sql("SELECT sum(_c1) FROM cached")).containsExactly(RowFactory.create(1123L));
      sql("INSERT OVERWRITE {a.npy} VALUES (0, 7)");
      assertThat(sql(query)).containsExactly(RowFactory.create(7L));
    } finally {
      spark().catalog().clearCache();
    }
  }

  @Test
  void aTableReadsTheRowsThatItsFileHasGained() throws Exception {
    CatalogTable table = described();
    sql("INSERT OVERWRITE {a.npy} SELECT id, id FROM range(5)");
    assertThat(rowsOf(table)).hasValue(5);
  }

  @Test
  void aTableReadsTheFileThatReplacesItsOwn() throws Exception {
    CatalogTable table = described();
    sql("INSERT OVERWRITE {a.npy} VALUES (1, 2)");
    assertThat(rowsOf(table)).hasValue(1);
  }

  private CatalogTable described() throws Exception {
    Identifier name = Identifier.of(new String[0], folder + "/a.npy");
    CatalogTable table = (CatalogTable) catalog().loadTable(name);
    assertThat(table.schema().fieldNames()).containsExactly("_c0", "_c1");
    return table;
  }

  private static OptionalLong rowsOf(CatalogTable table) {
    Scan scan = table.newScanBuilder(CaseInsensitiveStringMap.empty()).build();
    return ((SupportsReportStatistics) scan).estimateStatistics().numRows();
  }

  private static MemmapCatalog catalog() {
    return catalog("arrays");
  }

  private static MemmapCatalog catalog(String name) {
    MemmapCatalog catalog = new MemmapCatalog();
    catalog.initialize(name, new CaseInsensitiveStringMap(Map.of()));
    return catalog;
  }

  @ParameterizedTest
  @CsvSource({"arrays, arrays", "my-arrays, `my-arrays`", "7, `7`"})
  void theNameOfATableIsOneThatStatementsMayUse(String name, String quoted) throws Exception {
    Identifier file = Identifier.of(new String[0], folder + "/a.npy");
    assertThat(catalog(name).loadTable(file).name()).isEqualTo(quoted + ".`" + folder + "/a.npy`");
  }

  @Test
  void tablesOfOneNameAreEqual() throws Exception {
    MemmapCatalog catalog = catalog();
    Identifier name = Identifier.of(new String[0], folder + "/a.npy");
    Identifier other = Identifier.of(new String[0], folder + "/a.npy?layout=array");
    assertThat(catalog.loadTable(name))
        .isEqualTo(catalog.loadTable(name))
        .hasSameHashCodeAs(catalog.loadTable(name))
        .isNotEqualTo(catalog.loadTable(other));
  }

  @Test
  void lostColumnNamesAreLogged() {
    assertThat(
            LogLines.of(MemmapSink.class, () -> sql("CREATE TABLE {b.npy} (a DOUBLE, b DOUBLE)")))
        .singleElement()
        .asString()
        .contains("columns [a, b] become those of a 2-D array", "are read as _c0, _c1, ...")
        .contains("dtype=\"[('a', '<f8'), ...]\"");
    String kept = "OPTIONS (dtype \"[('a', '<f8'), ('b', '<f8')]\")";
    assertThat(
            LogLines.of(
                MemmapSink.class,
                () -> sql("CREATE TABLE {c.npy} (a DOUBLE, b DOUBLE) USING memmap " + kept)))
        .isEmpty();
    assertThat(spark().table("arrays.`" + folder + "/c.npy`").columns()).containsExactly("a", "b");
  }

  @Test
  void appendedRowsOfAGuessedDTypeAreLogged() {
    String file = folder + "/raw.dat";
    spark().range(3).write().format("memmap").save(file);
    assertThat(
            LogLines.of(
                MemmapSink.class,
                () ->
                    spark()
                        .range(2)
                        .selectExpr("int(id)")
                        .write()
                        .format("memmap")
                        .mode("append")
                        .save(file)))
        .singleElement()
        .asString()
        .contains("file " + file + ": it does not say what its rows are")
        .contains("appended as dtype <i4", "give option dtype");
    assertThat(
            LogLines.of(
                MemmapSink.class,
                () ->
                    spark()
                        .range(2)
                        .write()
                        .format("memmap")
                        .mode("append")
                        .option("dtype", "<i8")
                        .save(file)))
        .isEmpty();
  }
}
