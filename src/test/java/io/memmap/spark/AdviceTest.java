package io.memmap.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.dtype.DTypes;
import io.memmap.array.npy.NpyHeader;
import io.memmap.testing.SparkTesting;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Follows the advice of error messages: it must cure the error, and must not drop data silently.
 */
class AdviceTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  @TempDir Path folder;

  @BeforeEach
  void nameTheCatalog() {
    SPARK.spark().conf().set("spark.sql.catalog.arrays", "io.memmap.spark.MemmapCatalog");
  }

  private static DataFrameReader read() {
    return SPARK.spark().read().format("memmap");
  }

  private static DataFrameWriter<Row> write(String query) {
    return SPARK.spark().sql(query).write().format("memmap").mode("overwrite");
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void smallerNumbersDoNotCutTheFile() throws IOException {
    Path file = Files.write(folder.resolve("s.dat"), new byte[102]);
    assertThatThrownBy(() -> read().option("dtype", "uint32").load(file.toString()))
        .hasMessageContaining("shape=(25,) would fit; it leaves out the last 2 bytes")
        .hasMessageContaining("or was dtype int16, uint16 or float16 meant, which fills the file?");
    assertThat(read().option("dtype", "uint16").load(file.toString()).count()).isEqualTo(51);
  }

  @ParameterizedTest
  @CsvSource({"bfloat16, uint16, 2", "<f1, uint8, 1", "float8_e5m2, V1, 1", "int4, uint8, 1"})
  void aHeaderOfNumbersThatNumPyDoesNotHaveIsReadAsBytes(String descr, String advised, int bytes)
      throws IOException {
    String header =
        new String(
            NpyHeader.encode(DTypes.parse("<i8"), Shape.of(4), Order.C),
            StandardCharsets.ISO_8859_1);
    String other = header.replace("'<i8'", "'" + descr + "'");
    String same = other.strip() + " ".repeat(128 - 1 - other.strip().length()) + "\n";
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(same.getBytes(StandardCharsets.ISO_8859_1));
    all.write(new byte[4 * bytes]);
    Path file = Files.write(folder.resolve("b.npy"), all.toByteArray());
    assertThatThrownBy(() -> read().load(file.toString()))
        .hasMessageContaining(advised)
        .hasMessageNotContaining("mean")
        .hasMessageContaining("give header=none, offset=128, such a dtype");
    Dataset<Row> table =
        read()
            .option("header", "none")
            .option("offset", 128)
            .option("dtype", advised)
            .load(file.toString());
    assertThat(table.count()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1,000,000", "(1, 000, 000)"})
  void digitGroupsAreNotAShape(String shape) throws IOException {
    Path file = Files.write(folder.resolve("a.dat"), new byte[1_000_000]);
    assertThatThrownBy(() -> read().option("shape", shape).load(file.toString()))
        .hasMessageContaining("shape '" + shape + "'")
        .hasMessageContaining("write 1000000 for one length");
    assertThatThrownBy(() -> write("SELECT 1 x").option("shape", shape).save(file.toString()))
        .hasMessageContaining("write 1000000 for one length");
    assertThat(read().option("shape", "1000000").load(file.toString()).count()).isEqualTo(1000000);
  }

  @Test
  void unknownOptionsAreNamedAsTheyWereWritten() throws IOException {
    Files.write(folder.resolve("a.dat"), new byte[4]);
    assertThatThrownBy(() -> read().option("fooBarBaz", 1).load(file("a.dat")))
        .hasMessageContaining("option 'fooBarBaz' is not known");
    assertThatThrownBy(() -> SPARK.spark().table("arrays.`" + file("a.dat") + "?fooBarBaz=1`"))
        .hasMessageContaining("option 'fooBarBaz' is not known");
    assertThat(SPARK.spark().table("arrays.`" + file("a.dat") + "?dType=i4&DTYPE=i2`").count())
        .isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cast(1.5 AS decimal(10,2))          | option dtype, such as float64 | dtype=f8 | x",
        "array(cast(1.5 AS decimal(10,2)))   | cast it to double             |          | cast(x AS array<double>)",
        "named_struct('a', cast(1 AS decimal(10,0))) | option dtype           | dtype=[('a', 'f8')] | x",
        "map('a', 1)                         | map_values                    |          | map_values(x)",
        "map('a', 1)                         | by their keys                 |          | x['a']",
        "null                                | cast it to the type           | nullValue=1 | cast(x AS int)",
      })
  void columnsWithoutADTypeAreToldHowToGetOne(
      String column, String advice, String option, String cured) {
    String query = "SELECT " + column + " x";
    assertThatThrownBy(() -> write(query).save(file("d.dat"))).hasMessageContaining(advice);
    DataFrameWriter<Row> writer = write("SELECT " + cured + " y FROM (" + query + ")");
    if (option != null) {
      String[] pair = option.split("=", 2);
      writer.option(pair[0], pair[1]);
    }
    writer.save(file("d.dat"));
    assertThat(folder.resolve("d.dat")).isNotEmptyFile();
  }

  @Test
  void membersAreNotWritten() {
    assertThatThrownBy(() -> write("SELECT 1 x").option("member", "a").save(file("m.npy")))
        .hasMessageContaining("option member='a': says how files are read; leave it out of a save");
    String table = "arrays.`" + file("m.npy");
    assertThatThrownBy(
            () -> SPARK.spark().sql("CREATE TABLE " + table + "?member=a` AS SELECT 1 x"))
        .hasStackTraceContaining("option member='a': arrays in .npz archives are not written");
    assertThat(folder.resolve("m.npy")).doesNotExist();
    SPARK.spark().sql("CREATE TABLE " + table + "` AS SELECT 1 x");
    assertThat(folder.resolve("m.npy")).exists();
  }

  @Test
  void aTableOfSparksCatalogNeedsAPath() {
    assumeThat(SPARK.spark().version())
        .as("Spark 3.5's own session catalog can't load tables of V2 sources")
        .doesNotStartWith("3.");
    List<Runnable> mistakes =
        List.of(
            () -> write("SELECT 1 x").saveAsTable("no_path"),
            () -> SPARK.spark().sql("CREATE TABLE no_path (a int) USING memmap"),
            () -> SPARK.spark().sql("CREATE TABLE no_path USING memmap"),
            () -> SPARK.spark().sql("CREATE TABLE no_path USING memmap AS SELECT 1 x"),
            () -> create("no_path", null));
    for (Runnable mistake : mistakes) {
      assertThatThrownBy(mistake::run).hasMessageContaining("OPTIONS (path '/data/a.npy')");
      assertThat(SPARK.spark().catalog().tableExists("no_path")).isFalse();
    }
    write("SELECT 1 x").option("path", file("t1.npy")).saveAsTable("t1");
    SPARK
        .spark()
        .sql("CREATE TABLE t2 (a int) USING memmap OPTIONS (path '" + file("t2.npy") + "')");
    create("t3", file("t3.npy"));
    SPARK.spark().sql("INSERT INTO t2 VALUES (1)");
    for (String table : List.of("t1", "t2", "t3")) {
      assertThat(SPARK.spark().table(table).count()).as(table).isEqualTo(1);
      SPARK.spark().sql("DROP TABLE " + table);
    }
  }

  private static void create(String table, String path) {
    try {
      var writer = SPARK.spark().sql("SELECT 1 x").writeTo(table).using("memmap");
      (path == null ? writer : writer.option("path", path)).create();
    } catch (org.apache.spark.sql.catalyst.analysis.TableAlreadyExistsException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aTableOfAFolderIsToldToNameAFile() throws IOException {
    assumeThat(SPARK.spark().version())
        .as("Spark 3.5's own session catalog can't load tables of V2 sources")
        .doesNotStartWith("3.");
    Path other = Files.createDirectory(folder.resolve("other"));
    SPARK.spark().sql("CREATE TABLE of_folder (a int) USING memmap OPTIONS (path '" + other + "')");
    assertThatThrownBy(() -> SPARK.spark().sql("INSERT INTO of_folder VALUES (1)"))
        .hasStackTraceContaining(other + ": is a directory, which is never overwritten");
    SPARK.spark().sql("DROP TABLE of_folder");
  }

  @Test
  void aMisspelledFolderIsRecognised() throws IOException {
    Path there = Files.createDirectories(folder.resolve("pictures").resolve("a"));
    Files.write(there.resolve("x.dat"), new byte[4]);
    String meant = ", did you mean '" + folder.resolve("pictures") + "'?";
    assertThatThrownBy(() -> read().load(file("pictuers/a/x.dat"))).hasMessageContaining(meant);
    assertThatThrownBy(() -> write("SELECT 1 x").save(file("pictuers/a/x.dat")))
        .hasMessageContaining(meant);
    assertThatThrownBy(() -> read().load(file("else/a/x.dat")))
        .hasMessageContaining("its folder does not exist either")
        .hasMessageNotContaining("mean");
  }

  @Test
  void messagesSayWhereRelativePathsBegin() {
    String here = "; relative paths begin where the driver's JVM was started, in ";
    assertThatThrownBy(() -> read().load("no-such-folder-here/x.dat"))
        .hasMessageContaining(here + Path.of("").toAbsolutePath());
    assertThatThrownBy(() -> write("SELECT 1 x").save("no-such-folder-here/x.dat"))
        .hasMessageContaining(here + Path.of("").toAbsolutePath());
  }
}
