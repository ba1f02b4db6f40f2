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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
  void aPatternOfUrisIsATable() {
    assertThat(sql("SELECT _c0 FROM arrays.`{*.npy}` ORDER BY 1").collectAsList()).hasSize(4);
  }

  @Test
  void aTableWithANameHasAUriAsItsLocation() {
    sql("CREATE TABLE located USING memmap LOCATION '{a.npy}'");
    try {
      assertThat(sql("SELECT count(*), sum(_c2) FROM located").collectAsList())
          .containsExactly(RowFactory.create(4L, 26L));
    } finally {
      sql("DROP TABLE located");
    }
    assertThat(folder.resolve("a.npy")).exists();
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE arrays.`{b.npy}` AS SELECT * FROM arrays.`{a.npy}`",
        "CREATE OR REPLACE TABLE arrays.`{a.npy}` AS SELECT 1",
        "INSERT INTO arrays.`{a.npy}` VALUES (1, 2, 3)",
        "INSERT OVERWRITE arrays.`{a.npy}` VALUES (1, 2, 3)",
        "UPDATE arrays.`{a.npy}` SET _c0 = 1",
        "DROP TABLE arrays.`{a.npy}` PURGE"
      })
  void aWriteSaysWhereArraysAreWritten(String statement) throws IOException {
    byte[] before = Files.readAllBytes(folder.resolve("a.npy"));

    assertThatThrownBy(() -> sql(statement))
        .hasMessageContaining(
            "arrays are written, changed and deleted on local and mounted file systems only, found"
                + " scheme 'faulty'; write a local file, then copy it there");

    assertThat(Files.readAllBytes(folder.resolve("a.npy"))).isEqualTo(before);
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
            "INSERT INTO secretive.`{a.npy}` VALUES (1, 2, 3)")) {
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
