package io.memmap.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.dtype.DTypes;
import io.memmap.array.npy.NpyHeader;
import io.memmap.testing.Faults;
import io.memmap.testing.FaultyFileSystem;
import io.memmap.testing.SparkTesting;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tables in SQL whose files are on a file system of Hadoop, which a setting of the session names.
 */
class RemoteTablesTest {
  @RegisterExtension
  static final SparkTesting SPARK = SparkTesting.withCatalogs("arrays", "secretive");

  private static final String SETTING = "fs.faulty.impl";
  private static final String SECRET = "fs.faulty.secret.key";
  private static final String VALUE = "wJalrXUtnFEMI";

  @TempDir Path folder;

  @BeforeAll
  static void name() {
    SPARK.spark().conf().set(SETTING, FaultyFileSystem.class.getName());
    SPARK.spark().conf().set("spark.sql.catalog.secretive." + SECRET, VALUE);
  }

  @AfterAll
  static void forget() {
    SPARK.spark().conf().unset(SETTING);
    SPARK.spark().conf().unset("spark.sql.catalog.secretive." + SECRET);
  }

  @BeforeEach
  void save() throws IOException {
    Faults.begin();
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(NpyHeader.encode(DTypes.parse("<i4"), Shape.of(4, 3), Order.C));
    ByteBuffer numbers = ByteBuffer.allocate(48).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 12; i++) {
      numbers.putInt(i);
    }
    file.write(numbers.array());
    Files.write(folder.resolve("a.npy"), file.toByteArray());
  }

  /** {@code {x}} is the URI of file x. */
  private Dataset<Row> sql(String statement) {
    return SPARK.spark().sql(statement.replaceAll("\\{(.*?)}", "faulty://host" + folder + "/$1"));
  }

  @Test
  void aUriIsTheNameOfATable() {
    assertThat(
            sql("SELECT sum(_c1), max(_file) FROM arrays.`{a.npy}` WHERE _row > 0").collectAsList())
        .containsExactly(RowFactory.create(21L, "faulty://host" + folder + "/a.npy"));
    assertThat(sql("DESCRIBE arrays.`{a.npy}`").count()).isGreaterThanOrEqualTo(3);
  }

  @Test
  void rangesAreRefusedAndBlocksOfBytesAreNot() {
    assertThatThrownBy(() -> sql("SELECT * FROM arrays.`{a.npy}?layout=ranges`"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "option layout='ranges': file faulty://host"
                + folder
                + "/a.npy is not on a local file system, so no function can map it; use"
                + " layout=bytes with option rangeRows, which hands over blocks of rows");
    assertThat(
            sql("SELECT _row, length(value) FROM arrays.`{a.npy}?layout=bytes&rangeRows=3`")
                .collectAsList())
        .containsExactly(RowFactory.create(0L, 36), RowFactory.create(3L, 12));
  }

  @Test
  void aPatternOfUrisIsATable() {
    assertThat(sql("SELECT _c0 FROM arrays.`{*.npy}` ORDER BY 1").collectAsList()).hasSize(4);
  }

  @Test
  void aTableWithANameHasAUriAsItsLocation() {
    sql("CREATE TABLE located USING memmap LOCATION '{a.npy}'");
    try {
      assertThat(sql("SELECT count(*), sum(_c2) FROM located").collectAsList())
          .containsExactly(RowFactory.create(4L, 26L));
      sql("INSERT INTO located VALUES (0, 0, 5)");
      assertThat(sql("SELECT count(*), sum(_c2) FROM located").collectAsList())
          .containsExactly(RowFactory.create(5L, 31L));
    } finally {
      sql("DROP TABLE located");
    }
    assertThat(folder.resolve("a.npy")).exists();
  }

  @Test
  void theFilesOfAFolderAreItsTables() throws IOException {
    Files.createDirectory(folder.resolve("folder"));
    Files.writeString(folder.resolve("_hidden"), "");
    String all = "SHOW TABLES IN arrays.`faulty://host" + folder + "`";
    assertThat(sql(all).select("tableName").collectAsList())
        .containsExactly(RowFactory.create("a.npy"));
    assertThatThrownBy(() -> sql("SHOW TABLES IN arrays.`{missing}`"))
        .isInstanceOf(AnalysisException.class)
        .hasMessageContaining("SCHEMA_NOT_FOUND");
  }

  @Test
  void aMissingFileIsNoTable() {
    assertThat(SPARK.spark().catalog().tableExists(name("b.npy"))).isFalse();
    assertThat(SPARK.spark().catalog().tableExists(name("a.npy"))).isTrue();
    assertThatThrownBy(() -> sql("SELECT * FROM arrays.`{b.npy}`"))
        .isInstanceOf(AnalysisException.class)
        .hasMessageContaining("TABLE_OR_VIEW_NOT_FOUND");
  }

  private String name(String file) {
    return "arrays.`faulty://host" + folder + "/" + file + "`";
  }

  /** The rows of file x, in order. */
  private List<Row> rows(String file) {
    return sql("SELECT * FROM arrays.`{" + file + "}` ORDER BY _row").collectAsList();
  }

  private List<String> files() throws IOException {
    try (Stream<Path> found = Files.list(folder)) {
      return found.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aQueryCreatesATable() throws IOException {
    sql("CREATE TABLE arrays.`{b.npy}` AS SELECT _c0, _c2 FROM arrays.`{a.npy}` WHERE _c0 > 0");

    assertThat(rows("b.npy"))
        .containsExactly(
            RowFactory.create(3, 5), RowFactory.create(6, 8), RowFactory.create(9, 11));
    assertThat(files()).containsExactly("a.npy", "b.npy");
    assertThatThrownBy(() -> sql("CREATE TABLE arrays.`{b.npy}` AS SELECT 1"))
        .hasMessageContaining("TABLE_OR_VIEW_ALREADY_EXISTS");
  }

  @Test
  void aTableWithoutRowsIsAnArrayWithoutRows() {
    sql("CREATE TABLE arrays.`{b.npy}` (x FLOAT, y FLOAT)");
    assertThat(sql("SELECT * FROM arrays.`{b.npy}`").count()).isZero();
  }

  @Test
  void aTableIsReplacedByAQueryOfItself() {
    sql("CREATE OR REPLACE TABLE arrays.`{a.npy}` AS SELECT _c0 * 2 AS x FROM arrays.`{a.npy}`");
    assertThat(rows("a.npy")).extracting(row -> row.getInt(0)).containsExactly(0, 6, 12, 18);
  }

  @Test
  void rowsAreInserted() throws IOException {
    sql("INSERT INTO arrays.`{a.npy}` VALUES (1, 2, 3), (4, 5, 6)");
    assertThat(rows("a.npy")).hasSize(6).endsWith(RowFactory.create(4, 5, 6));

    sql("INSERT OVERWRITE arrays.`{a.npy}` VALUES (1, 2, 3)");
    assertThat(rows("a.npy")).containsExactly(RowFactory.create(1, 2, 3));
    assertThat(files()).containsExactly("a.npy");
  }

  @Test
  void rowsAreUpdatedAndMerged() throws IOException {
    sql("UPDATE arrays.`{a.npy}` SET _c0 = -1 WHERE _row = 2");
    sql(
        "MERGE INTO arrays.`{a.npy}` t USING (SELECT 3L AS i, 50 AS v) s ON t._row = s.i"
            + " WHEN MATCHED THEN UPDATE SET _c1 = s.v");

    assertThat(rows("a.npy"))
        .containsExactly(
            RowFactory.create(0, 1, 2),
            RowFactory.create(3, 4, 5),
            RowFactory.create(-1, 7, 8),
            RowFactory.create(9, 50, 11));
    assertThat(files()).containsExactly("a.npy");
  }

  @Test
  void deletesAreRefusedAsForLocalTables() throws IOException {
    byte[] before = Files.readAllBytes(folder.resolve("a.npy"));
    assertThatThrownBy(() -> sql("DELETE FROM arrays.`{a.npy}` WHERE _c0 = 0"))
        .hasMessageContaining("it would move rows");
    assertThatThrownBy(() -> sql("DROP TABLE arrays.`{a.npy}`")).hasMessageContaining("add PURGE");
    assertThat(Files.readAllBytes(folder.resolve("a.npy"))).isEqualTo(before);
  }

  @Test
  void aTableIsDroppedWithItsFileOnlyByPurge() throws IOException {
    Files.createDirectory(folder.resolve("folder"));
    for (String kept : List.of("folder", "?.npy")) {
      assertThatThrownBy(() -> sql("DROP TABLE arrays.`{" + kept + "}` PURGE"))
          .hasMessageContaining("faulty://host" + folder + "/" + kept);
    }
    sql("DROP TABLE IF EXISTS arrays.`{b.npy}` PURGE");
    assertThat(files()).containsExactly("a.npy", "folder");

    sql("DROP TABLE arrays.`{a.npy}` PURGE");
    assertThat(files()).containsExactly("folder");
  }

  @Test
  void aCachedTableIsRefreshedByAWriteToIt() {
    sql("CACHE TABLE arrays.`{a.npy}`");
    try {
      sql("INSERT INTO arrays.`{a.npy}` VALUES (1, 2, 3)");
      assertThat(rows("a.npy")).hasSize(5);
    } finally {
      sql("UNCACHE TABLE arrays.`{a.npy}`");
    }
  }

  @Test
  void noMessageHasTheSettingOfAFileSystem() {
    String table = "secretive.`{a.npy}`";
    assertThat(sql("EXPLAIN EXTENDED SELECT * FROM " + table).collectAsList().toString())
        .contains("memmap faulty://host")
        .doesNotContain(VALUE);
    for (String statement : List.of("DESCRIBE EXTENDED " + table, "SHOW TBLPROPERTIES " + table)) {
      assertThat(sql(statement).collectAsList().toString()).doesNotContain(VALUE);
    }
    for (String statement :
        List.of(
            "SELECT * FROM secretive.`{a.npy?shape=x}`",
            "SELECT * FROM secretive.`{a.npy?typo=x}`",
            "ALTER TABLE secretive.`{a.npy}` RENAME COLUMN _c0 TO x",
            "INSERT INTO secretive.`{a.npy?rewriteLimit=1}` VALUES (1, 2, 3)")) {
      assertThatThrownBy(() -> sql(statement).collectAsList())
          .satisfies(e -> assertThat(String.valueOf(e)).doesNotContain(VALUE));
    }
  }

  @Test
  void theErrorOfOptionsThatChangeTheColumnsLeavesOutSettingsOfFileSystems() {
    assertThatThrownBy(
            () ->
                SPARK
                    .spark()
                    .read()
                    .option("layout", "array")
                    .option(SECRET, VALUE)
                    .table("secretive.`faulty://host" + folder + "/a.npy`")
                    .collectAsList())
        .hasMessageContaining("the options {layout=array} would change its columns")
        .satisfies(e -> assertThat(String.valueOf(e)).doesNotContain(VALUE));
  }
}
