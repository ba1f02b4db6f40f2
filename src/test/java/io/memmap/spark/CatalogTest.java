package io.memmap.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.dtype.DTypes;
import io.memmap.array.npy.NpyHeader;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link MemmapCatalog}: SQL on paths. */
class CatalogTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private static final String CATALOG = "spark.sql.catalog.arrays";

  @TempDir Path folder;

  @BeforeAll
  static void register() {
    SPARK.spark().conf().set(CATALOG, MemmapCatalog.class.getName());
    SPARK.spark().conf().set(CATALOG + "Reading", MemmapCatalog.class.getName());
    SPARK.spark().conf().set(CATALOG + "Reading.access", "read");
  }

  @AfterAll
  static void forget() {
    SPARK.spark().conf().unset(CATALOG);
    SPARK.spark().conf().unset(CATALOG + "Reading");
    SPARK.spark().conf().unset(CATALOG + "Reading.access");
  }

  /** The numbers 0 to 11 in 4 rows, with a header and without. */
  @BeforeEach
  void save() throws IOException {
    byte[] head = NpyHeader.encode(DTypes.parse("<i4"), Shape.of(4, 3), Order.C);
    Files.write(folder.resolve("a.npy"), join(head, numbers(12)));
    Files.write(folder.resolve("a.dat"), numbers(12));
  }

  private static byte[] numbers(int count) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      bytes.putInt(i);
    }
    return bytes.array();
  }

  private static byte[] join(byte[] first, byte[] second) {
    return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
  }

  /** Runs a statement; {@code {x}} is the table of file x. */
  private Dataset<Row> sql(String statement) {
    return spark().sql(statement.replaceAll("\\{(.*?)}", "arrays.`" + folder + "/$1`"));
  }

  private static SparkSession spark() {
    return SPARK.spark();
  }

  private List<Row> rows(String statement) {
    return sql(statement).collectAsList();
  }

  @Test
  void aPathIsATable() {
    assertThat(rows("SELECT sum(_c0), max(_c2) FROM {a.npy}"))
        .containsExactly(RowFactory.create(18L, 11));
    assertThat(rows("SELECT _c1 FROM {a.npy} WHERE _row = 2"))
        .containsExactly(RowFactory.create(7));
    assertThat(spark().table("arrays.`" + folder + "/a.npy`").count()).isEqualTo(4);
    assertThat(
            spark()
                .sql("SELECT * FROM arraysReading.`" + folder + "/a.npy`")
                .queryExecution()
                .executedPlan()
                .toString())
        .contains("access=read");
  }

  @Test
  void theTableNameDescribesARawFile() {
    assertThat(rows("SELECT sum(_c0) FROM {a.dat?dtype=int32&shape=4,3}"))
        .containsExactly(RowFactory.create(18L));
    assertThat(rows("SELECT sum(value) FROM {a.dat?dtype=%3Ci4}"))
        .containsExactly(RowFactory.create(66L));
    assertThatThrownBy(() -> rows("SELECT * FROM {a.dat?dtype}"))
        .hasMessageContaining("'dtype' is not an option; write arrays.`data.dat?dtype=float32");
    assertThatThrownBy(() -> rows("SELECT * FROM {a.dat?dtpye=i4}"))
        .hasMessageContaining("did you mean 'dtype'?");
  }

  @Test
  void optionsOfOneQuery() {
    assumeTrue(!spark().version().startsWith("3."), "Spark 3.5 has no WITH clause");
    assertThat(
            sql("SELECT * FROM {a.npy} WITH (access = 'read', batchRows = 2)")
                .queryExecution()
                .executedPlan()
                .toString())
        .contains("access=read");
    assertThatThrownBy(() -> rows("SELECT * FROM {a.dat} WITH (dtype = 'int32')"))
        .hasMessageContaining("would change its columns; put them into the name");
  }

  @Test
  void rowsAreInserted() throws IOException {
    sql("INSERT INTO {a.npy} VALUES (12, 13, 14), (15, 16, 17)");
    assertThat(Files.readAllBytes(folder.resolve("a.npy")))
        .isEqualTo(
            join(NpyHeader.encode(DTypes.parse("<i4"), Shape.of(6, 3), Order.C), numbers(18)));
    sql("INSERT INTO {a.dat?dtype=int32&shape=4,3} SELECT * FROM {a.npy} WHERE _row > 3");
    assertThat(Files.readAllBytes(folder.resolve("a.dat"))).isEqualTo(numbers(18));
    sql("INSERT OVERWRITE {a.npy} SELECT 0, 1, 2");
    assertThat(Files.readAllBytes(folder.resolve("a.npy")))
        .isEqualTo(
            join(NpyHeader.encode(DTypes.parse("<i4"), Shape.of(1, 3), Order.C), numbers(3)));
    assertThatThrownBy(() -> sql("INSERT INTO {a.npy} VALUES (1, 2)"))
        .hasMessageContaining("INSERT_COLUMN_ARITY_MISMATCH");
  }

  @Test
  void tablesAreMadeOfQueries() throws IOException {
    sql("CREATE TABLE {b.npy} AS SELECT * FROM {a.npy}");
    assertThat(folder.resolve("b.npy")).hasSameBinaryContentAs(folder.resolve("a.npy"));
    sql("CREATE TABLE {b.dat} USING memmap OPTIONS (dtype '>i2') AS SELECT id FROM range(2)");
    assertThat(Files.readAllBytes(folder.resolve("b.dat"))).containsExactly(0, 0, 0, 1);
    assertThatThrownBy(() -> sql("CREATE TABLE {b.npy} AS SELECT 1 x"))
        .hasMessageContaining("TABLE_OR_VIEW_ALREADY_EXISTS");
    sql("CREATE OR REPLACE TABLE {b.npy} AS SELECT 1Y x");
    assertThat(rows("SELECT * FROM {b.npy}")).containsExactly(RowFactory.create((byte) 1));
    assertThatThrownBy(() -> sql("CREATE TABLE {c.npy} AS SELECT 'a' x"))
        .hasMessageContaining("give option dtype");
    assertThat(folder.resolve("c.npy")).doesNotExist();
  }

  @Test
  void anEmptyTableIsFilledLater() {
    sql("CREATE TABLE {c.npy} (x FLOAT, y FLOAT)");
    assertThat(rows("SELECT count(*) FROM {c.npy}")).containsExactly(RowFactory.create(0L));
    sql("INSERT INTO {c.npy} VALUES (1, 2)");
    assertThat(rows("SELECT * FROM {c.npy}")).containsExactly(RowFactory.create(1f, 2f));
    assertThatThrownBy(() -> sql("CREATE TABLE {c.dat} (x FLOAT)"))
        .hasMessageContaining("a file without a header does not say what it is");
  }

  @Test
  void tablesAreShownAndDescribed() {
    assertThat(spark().sql("SHOW TABLES IN arrays.`" + folder + "`").collectAsList())
        .extracting(row -> row.getString(1))
        .containsExactly("a.dat", "a.npy");
    assertThat(rows("DESCRIBE {a.npy}")).contains(RowFactory.create("_c0", "int", "dtype <i4"));
    assertThatThrownBy(() -> rows("SELECT * FROM {none.npy}"))
        .hasMessageContaining("TABLE_OR_VIEW_NOT_FOUND");
  }

  @Test
  void filesAreDeletedByPurgeOnly() throws IOException {
    assertThatThrownBy(() -> sql("DROP TABLE {a.npy}"))
        .hasMessageContaining("add PURGE to delete the file, or delete it yourself");
    assertThat(folder.resolve("a.npy")).exists();
    sql("DROP TABLE IF EXISTS {none.npy}");
    sql("DROP TABLE {a.npy} PURGE");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactly(folder.resolve("a.dat"));
    }
  }

  private List<Integer> stored(String file) throws IOException {
    byte[] bytes = Files.readAllBytes(folder.resolve(file));
    ByteBuffer numbers = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    numbers.position(file.endsWith(".npy") ? 128 : 0);
    List<Integer> all = new ArrayList<>();
    while (numbers.hasRemaining()) {
      all.add(numbers.getInt());
    }
    return all;
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.npy", "a.dat"})
  void rowsAreUpdatedInPlace(String file) throws IOException {
    Object inode = Files.getAttribute(folder.resolve(file), "unix:ino");
    String table = file.equals("a.npy") ? "{a.npy}" : "{a.dat?dtype=int32&shape=4,3}";
    sql("UPDATE " + table + " SET _c0 = _c0 + 100 WHERE _row >= 2");
    assertThat(stored(file)).containsExactly(0, 1, 2, 3, 4, 5, 106, 7, 8, 109, 10, 11);
    sql("UPDATE " + table + " SET _c1 = -1, _c2 = _c0 WHERE _c1 = 4");
    assertThat(stored(file)).containsExactly(0, 1, 2, 3, -1, 3, 106, 7, 8, 109, 10, 11);
    sql("UPDATE " + table + " SET _c0 = 7 WHERE _c0 = 1000");
    sql("UPDATE " + table + " SET _c2 = 0");
    assertThat(stored(file)).containsExactly(0, 1, 0, 3, -1, 0, 106, 7, 0, 109, 10, 0);
    assertThat(Files.getAttribute(folder.resolve(file), "unix:ino")).isEqualTo(inode);
  }

  /**
   * The file has 3 bytes, 12 numbers and 5 bytes; the last two numbers are shown only where they
   * are merged.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "shape=10        | value = -7 | 1",
        "shape=-1        | value = -7 | 1",
        "shape=5,2       | _c1 = -7   | 3",
        "shape=5,2&order=F | _c1 = -7 | 6",
        "shape=4,3&order=F | _c2 = -7 | 9",
        "shape=2,2,2     | value = array(array(4, 5), array(6, -7)) | 7"
      })
  void bytesBehindTheArrayStay(String shape, String assignment, int element) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(56).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(new byte[] {91, 92, 93}).put(numbers(12)).put(new byte[] {94, 95, 96, 97, 98});
    Path file = folder.resolve("long.dat");
    byte[] all = shape.contains("-1") ? Arrays.copyOf(bytes.array(), 51) : bytes.array();
    Files.write(file, all);
    sql(
        "UPDATE {long.dat?dtype=<i4&offset=3&%s} SET %s WHERE _row = 1"
            .formatted(shape, assignment));
    ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN).putInt(3 + 4 * element, -7);
    assertThat(Files.readAllBytes(file)).isEqualTo(all);
  }

  @Test
  void aMergeKeepsBytesAfterTheArray() throws IOException {
    Files.write(folder.resolve("long.dat"), Arrays.copyOf(numbers(100), 401));
    sql(
        "MERGE INTO {long.dat?dtype=<i4&shape=100} t USING (SELECT 99 k) s ON t.value = s.k WHEN"
            + " MATCHED THEN UPDATE SET value = -7");
    byte[] expected = Arrays.copyOf(numbers(100), 401);
    ByteBuffer.wrap(expected).order(ByteOrder.LITTLE_ENDIAN).putInt(396, -7);
    assertThat(Files.readAllBytes(folder.resolve("long.dat"))).isEqualTo(expected);
    byte[] described = Arrays.copyOf(Files.readAllBytes(folder.resolve("a.npy")), 128 + 48 + 5);
    Files.write(folder.resolve("a.npy"), described);
    sql("UPDATE {a.npy} SET _c2 = -7 WHERE _row = 3");
    ByteBuffer.wrap(described).order(ByteOrder.LITTLE_ENDIAN).putInt(128 + 44, -7);
    assertThat(Files.readAllBytes(folder.resolve("a.npy"))).isEqualTo(described);
  }

  @Test
  void anUpdateDoesNotLengthenAFileThatWasCut() throws IOException {
    String file = folder.resolve("a.dat").toString(); // no Path, since tasks get it serialized
    spark()
        .udf()
        .register(
            "cut",
            (UDF1<Integer, Integer>)
                value -> {
                  Files.write(Path.of(file), numbers(6));
                  return value;
                },
            DataTypes.IntegerType);
    String table = "arraysReading.`" + file + "?dtype=<i4&shape=12&numPartitions=1`";
    assertThatThrownBy(() -> spark().sql("UPDATE " + table + " SET value = cut(1 + value)"))
        .hasStackTraceContaining("needs 48 bytes, found 24");
    assertThat(Files.readAllBytes(Path.of(file))).isEqualTo(numbers(6));
  }

  @Test
  void rowsOfASliceAreUpdatedWhereTheyAre() throws IOException {
    sql("UPDATE {a.npy?slice=1:} SET _c0 = -_c0 WHERE _row <= 1");
    sql("UPDATE {a.npy?slice=::-1, :} SET _c2 = -_c2 WHERE _row = 3");
    assertThat(stored("a.npy")).containsExactly(0, 1, 2, -3, 4, 5, 6, 7, 8, 9, 10, -11);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "slice=1       | value = 0 | UPDATE of slice '1' is not done; its rows are not whole rows",
        "slice=:,1     | value = 0 | UPDATE of slice ':,1' is not done",
        "slice=:,1:    | _c0 = 0   | UPDATE of slice ':,1:' is not done",
        "slice=:,::-1  | _c0 = 0   | UPDATE of slice ':,::-1' is not done",
        "layout=bytes  | value = X'00' | UPDATE of rows as bytes is not done; leave layout out"
      })
  void whatIsNoRowOfTheArrayIsNotUpdated(String option, String assignment, String message)
      throws IOException {
    byte[] before = Files.readAllBytes(folder.resolve("a.npy"));
    assertThatThrownBy(() -> sql("UPDATE {a.npy?%s} SET %s".formatted(option, assignment)))
        .hasMessageContaining(message);
    if (option.startsWith("slice")) {
      assertThatThrownBy(
              () -> sql("INSERT INTO {a.npy?%1$s} SELECT * FROM {a.npy?%1$s}".formatted(option)))
          .hasMessageContaining("INSERT of slice");
    }
    assertThat(Files.readAllBytes(folder.resolve("a.npy"))).isEqualTo(before);
  }

  @Test
  void rowsAreMerged() throws IOException {
    sql(
        "MERGE INTO {a.npy} t USING (SELECT 3 k, 77 v UNION ALL SELECT 9, 78) s ON t._c0 = s.k WHEN"
            + " MATCHED THEN UPDATE SET _c2 = s.v");
    assertThat(stored("a.npy")).containsExactly(0, 1, 2, 3, 4, 77, 6, 7, 8, 9, 10, 78);
    assertThatThrownBy(
            () ->
                sql(
                    "MERGE INTO {a.npy} t USING (SELECT 5 k) s ON t._c0 = s.k WHEN MATCHED THEN"
                        + " UPDATE SET _c2 = 1 WHEN NOT MATCHED THEN INSERT (_c0, _c1, _c2) VALUES"
                        + " (1, 2, 3)"))
        .hasStackTraceContaining("a row that is not there can't be updated");
    assertThat(stored("a.npy")).containsExactly(0, 1, 2, 3, 4, 77, 6, 7, 8, 9, 10, 78);
  }

  @Test
  void valuesThatDoNotFitChangeNothing() throws IOException {
    byte[] before = Files.readAllBytes(folder.resolve("a.dat"));
    assertThatThrownBy(
            () -> sql("UPDATE {a.dat?dtype=u1&shape=12,4} SET _c0 = if(_row = 5, 300, 1)"))
        .hasStackTraceContaining("column _c0: 300 is out of range for uint8");
    assertThat(Files.readAllBytes(folder.resolve("a.dat"))).isEqualTo(before);
    sql("UPDATE {a.dat} SET value = 255 WHERE _row = 1");
    before[1] = -1;
    assertThat(Files.readAllBytes(folder.resolve("a.dat"))).isEqualTo(before);
  }

  @Test
  void fieldsOfStructsAreUpdated() {
    sql("CREATE TABLE {s.npy} AS SELECT id a, cast(id as float) b FROM range(3)");
    sql("UPDATE {s.npy} SET b = a + 0.5 WHERE a > 0");
    assertThat(rows("SELECT * FROM {s.npy}"))
        .containsExactly(
            RowFactory.create(0L, 0f), RowFactory.create(1L, 1.5f), RowFactory.create(2L, 2.5f));
  }

  @Test
  void statementsThatWouldMoveRowsAreRefused() throws IOException {
    assertThatThrownBy(() -> sql("DELETE FROM {a.npy} WHERE _c0 = 3"))
        .hasMessageContaining("DELETE is not done; it would move rows");
    Files.copy(folder.resolve("a.npy"), folder.resolve("b.npy"));
    assertThatThrownBy(() -> spark().sql("UPDATE arrays.`" + folder + "/*.npy` SET _c0 = 1"))
        .hasMessageContaining("UPDATE of several files is not done; name one of them");
    assertThatThrownBy(() -> sql("ALTER TABLE {a.npy} ADD COLUMN x INT"))
        .hasMessageContaining("ALTER TABLE is not done");
    assertThatThrownBy(() -> sql("CREATE TABLE {c.npy} PARTITIONED BY (x) AS SELECT 1 x, 2 y"))
        .hasMessageContaining("partitionBy [x]: one save makes one array file");
  }
}
