package io.memmap.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code UPDATE}, {@code MERGE} and {@code r+} write only the values that they change. */
class ChangedValuesTest {
  @RegisterExtension static final SparkTesting SPARK = SparkTesting.withCatalogs("arrays");

  private static final String GAPS =
      "{'names':['a','b'],'formats':['<i4','<f4'],'offsets':[4,12],'itemsize':20}";

  @TempDir Path folder;

  private Path file;
  private byte[] bytes;

  private static SparkSession spark() {
    return SPARK.spark();
  }

  private void save(int count) throws IOException {
    bytes = new byte[count];
    new Random(7).nextBytes(bytes);
    save();
  }

  private void save() throws IOException {
    file = Files.write(folder.resolve("a.dat"), bytes);
  }

  private ByteBuffer expected() {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** A statement; {@code {options}} is the table of the file. */
  private Dataset<Row> sql(String statement) {
    int from = statement.indexOf('{');
    int to = statement.lastIndexOf('}');
    String table = "arrays.`" + file + "?" + statement.substring(from + 1, to) + "`";
    return spark().sql(statement.substring(0, from) + table + statement.substring(to + 1));
  }

  private void assertExpected() throws IOException {
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactly(file);
    }
  }

  @Test
  void bytesThatNoFieldNamesStay() throws IOException {
    save(100);
    sql("UPDATE {dtype=" + GAPS + "} SET a = 7 WHERE _row IN (1, 3)");
    expected().putInt(24, 7).putInt(64, 7);
    assertExpected();
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "F"})
  void rowsGoOverTheNamedBytesOnly(String order) throws IOException {
    save(20 * 6);
    spark()
        .sql(
            "SELECT id i, array(named_struct('a', 1, 'b', 2f), named_struct('a', 3, 'b', 4f)) v"
                + " FROM range(1, 3)")
        .write()
        .format("memmap")
        .mode("append")
        .option("mode", "r+")
        .option("rowIndex", "i")
        .option("dtype", GAPS)
        .option("shape", "3,2")
        .option("order", order)
        .save(file.toString());
    for (int row = 1; row < 3; row++) {
      for (int column = 0; column < 2; column++) {
        int at = 20 * (order.equals("C") ? 2 * row + column : 3 * column + row);
        expected().putInt(at + 4, 1 + 2 * column).putFloat(at + 12, 2 + 2 * column);
      }
    }
    assertExpected();
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "F"})
  void cellsGoOverTheNamedBytesOnly(String order) throws IOException {
    save(20 * 6);
    spark()
        .sql("SELECT 2L i0, 1L i1, named_struct('a', 1, 'b', 2f) v")
        .write()
        .format("memmap")
        .mode("append")
        .option("mode", "r+")
        .option("layout", "cells")
        .option("dtype", GAPS)
        .option("shape", "3,2")
        .option("order", order)
        .save(file.toString());
    expected().putInt(20 * 5 + 4, 1).putFloat(20 * 5 + 12, 2);
    assertExpected();
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "F"})
  void elementsOfAnArrayColumnAreWrittenAlone(String order) throws IOException {
    save(8 * 12);
    String table = "{dtype=<i8&shape=3,2,2&order=" + order + "}";
    sql(
        "UPDATE "
            + table
            + " SET value = transform(value, (x, i) -> if(i = 1, array(x[0], -1), x)) WHERE _row"
            + " = 2");
    expected().putLong(8 * 11, -1);
    assertExpected();
    assertThat(sql("SELECT value[1][1] FROM " + table + " WHERE _row = 2").collectAsList())
        .containsExactly(RowFactory.create(-1L));
  }

  /** A boolean that NumPy would not store, a NaN with a payload, nanoseconds. */
  @Test
  void partsOfAStructStay() throws IOException {
    bytes = new byte[2 * 29];
    expected().putFloat(1, Float.intBitsToFloat(0x7fc12345)).put(0, (byte) 2).putLong(13, 1_001);
    expected().putDouble(21, -0.0);
    save();
    String dtype =
        "[('s', [('ok', '?'), ('c', '<c8')]), ('f', 'V4'), ('t', '<M8[ns]'), ('d', '<f8')]";
    sql("UPDATE {dtype=" + dtype + "} SET s.c.imag = 5 WHERE _row = 0");
    expected().putFloat(5, 5);
    assertExpected();
    sql("UPDATE {dtype=" + dtype + "} SET d = 0D, t = t WHERE _row = 0");
    expected().putDouble(21, 0);
    assertExpected();
    sql("UPDATE {dtype=" + dtype + "} SET t = NULL, s = named_struct('ok', true, 'c', s.c)");
    expected().putLong(13, Long.MIN_VALUE).putLong(29 + 13, Long.MIN_VALUE).put(29, (byte) 1);
    assertExpected();
  }

  /** Ticks that are not whole microseconds cannot be encoded again, and stay. */
  @ParameterizedTest
  @CsvSource({"M8[7ns]", "M8[as]", "m8[25ps]", "m8[7ns]", "M8[3fs]", "m8[as]"})
  void timesThatSparkReadsRoundedStay(String unit) throws IOException {
    bytes = new byte[36];
    expected().putLong(4, 200).putLong(16, Long.MIN_VALUE + 1).putLong(28, Long.MIN_VALUE);
    save();
    String table = "{dtype=[('x', '<i4'), ('t', '<" + unit + "')]}";
    sql("UPDATE " + table + " SET x = 9");
    expected().putInt(0, 9).putInt(12, 9).putInt(24, 9);
    assertExpected();
    sql("UPDATE " + table + " SET t = NULL WHERE t IS NOT NULL");
    expected().putLong(4, Long.MIN_VALUE).putLong(16, Long.MIN_VALUE);
    assertExpected();
  }

  @Test
  void aChangedFieldOverwritesFieldsThatOverlapIt() throws IOException {
    save(12);
    String dtype =
        "{'names':['lo','hi','both'],'formats':['<u2','<u2','<u4'],'offsets':[0,2,0],'itemsize':4}";
    sql("UPDATE {dtype=" + dtype + "} SET hi = 99 WHERE _row = 1");
    expected().putShort(6, (short) 99);
    assertExpected();
    sql("UPDATE {dtype=" + dtype + "} SET both = 65538 WHERE _row = 2");
    expected().putInt(8, 65538);
    assertExpected();
  }

  @Test
  void rowsThatStayAsTheyAreAreNotWritten() throws IOException {
    save(40);
    Object modified = Files.getAttribute(file, "unix:ctime");
    sql("UPDATE {dtype=<i4} SET value = value + 0");
    assertThat(Files.getAttribute(file, "unix:ctime")).isEqualTo(modified);
    assertExpected();
  }

  /** Between the read of the rows and the end of the update. */
  @Test
  void changesOfAnotherProgramToOtherBytesStay() throws IOException {
    save(80);
    String path = file.toString(); // no Path, since tasks get it serialized
    spark()
        .udf()
        .register(
            "meanwhile",
            (UDF1<Integer, Integer>)
                value -> {
                  try (RandomAccessFile other = new RandomAccessFile(path, "rw")) {
                    for (int row = 0; row < 10; row++) {
                      other.seek(8L * row + 4);
                      other.writeInt(-1);
                    }
                  }
                  return -value;
                },
            DataTypes.IntegerType);
    ByteBuffer values = expected();
    for (int row = 0; row < 10; row++) {
      values.putInt(8 * row, -values.getInt(8 * row)).putInt(8 * row + 4, -1);
    }
    sql("UPDATE {dtype=i4,i4&numPartitions=1} SET f0 = meanwhile(f0)");
    assertExpected();
  }

  @Test
  void aValueThatDoesNotFitChangesNothing() throws IOException {
    save(100);
    assertThatThrownBy(
            () ->
                sql(
                    "UPDATE {dtype=[('a', 'u1'), ('s', [('b', 'u1'), ('c', 'V3')])]} SET a = 1, s ="
                        + " named_struct('b', smallint(if(_row = 17, 300, 3)), 'c', s.c)"))
        .hasStackTraceContaining("column s: field b: 300 is out of range for uint8");
    assertExpected();
  }

  @Test
  void onlyTheMergedColumnIsWritten() throws IOException {
    save(100);
    expected().putInt(4, 11).putInt(24, 12).putInt(44, 13).putInt(64, 14).putInt(84, 15);
    save();
    sql(
        "MERGE INTO {dtype="
            + GAPS
            + "} t USING (SELECT * FROM VALUES (12, 2f), (14, 4f) s(k, v)) s ON t.a = s.k WHEN"
            + " MATCHED AND k = 12 THEN UPDATE SET b = s.v WHEN MATCHED THEN UPDATE SET a = 0, b ="
            + " s.v WHEN NOT MATCHED BY SOURCE AND t.a = 15 THEN UPDATE SET b = 5f");
    expected().putFloat(32, 2).putInt(64, 0).putFloat(72, 4).putFloat(92, 5);
    assertExpected();
  }

  @Test
  void arraysOfTimesAreMerged() throws IOException {
    bytes = new byte[48];
    expected().putLong(0, 1_001).putLong(8, Long.MIN_VALUE).putLong(16, 3_003).putLong(24, 4_004);
    save();
    sql(
        "MERGE INTO {dtype=M8[ns]&shape=3,2} t USING (SELECT TIMESTAMP_NTZ"
            + " '1970-01-01 00:00:00.000003' k) s ON t._c0 = s.k WHEN MATCHED THEN UPDATE SET _c1 ="
            + " NULL");
    expected().putLong(24, Long.MIN_VALUE);
    assertExpected();
  }

  /** The columns of row ids have names that no column of the array has. */
  @Test
  void columnsMayHaveTheNamesOfRowIds() throws IOException {
    bytes = new byte[16];
    save();
    sql("UPDATE {dtype=[('t', '<M8[s]'), ('_BOXED_t', '<i4'), ('a.b', '<i4')]} SET `_BOXED_t` = 3");
    expected().putInt(8, 3);
    assertExpected();
    byte[] before = Arrays.copyOf(bytes, bytes.length);
    sql("UPDATE {dtype=[('t', '<M8[s]'), ('_BOXED_t', '<i4'), ('a.b', '<i4')]} SET t = NULL");
    expected().putLong(0, Long.MIN_VALUE);
    assertThat(bytes).isNotEqualTo(before);
    assertExpected();
  }

  /**
   * Elements of a structured dtype may be columns, rows or arrays, and a field may have the
   * column's name.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "shape=3,2               | _c1.value = 7                          | _row = 1",
        "shape=3,2&layout=array  | value = array(value[0], struct(7 value)) | _row = 1",
        "shape=3,2&layout=cells  | value.value = 7                        | i0 = 1 AND i1 = 1",
        "shape=6                 | value = 7                              | _row = 3",
        "shape=6&layout=array    | value.value = 7                        | _row = 3",
        "shape=6&layout=columns  | value = 7                              | _row = 3"
      })
  void elementsOfStructsAreToldFromFields(String options, String set, String where)
      throws IOException {
    save(36);
    String dtype = "{'names':['value'],'formats':['<i4'],'offsets':[2],'itemsize':6}";
    sql("UPDATE {dtype=" + dtype + "&" + options + "} SET " + set + " WHERE " + where);
    expected().putInt(3 * 6 + 2, 7);
    assertExpected();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "&layout=array", "&layout=columns"})
  void rowsAreInsertedInTheLayoutTheyAreReadIn(String layout) throws IOException {
    save(8);
    sql("INSERT INTO {dtype=<i4" + layout + "} VALUES (7)");
    bytes = Arrays.copyOf(bytes, 12);
    expected().putInt(8, 7);
    assertExpected();
  }
}
