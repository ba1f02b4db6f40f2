package io.memmap.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The Spark types of NumPy's dtypes, by option and by schema, and stored values that these types
 * cannot hold.
 */
class ValueTypesTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  @TempDir Path folder;

  @ParameterizedTest(name = "{0}, layout {2}: {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <c8                    | 2   |         | value struct<real:float!,imag:float!>!
          >c16                   | 2   |         | value struct<real:double!,imag:double!>!
          S3                     | 2   |         | value binary!
          <U3                    | 2   |         | value string!
          V3                     | 2   |         | value binary!
          <M8[Y]                 | 2   |         | value date
          <M8[D]                 | 2   |         | value date
          >M8[25s]               | 2   |         | value timestamp_ntz
          <M8[as]                | 2   |         | value timestamp_ntz
          <M8                    | 2   |         | value bigint
          <m8[W]                 | 2   |         | value interval day to second
          <m8[Y]                 | 2   |         | value bigint
          <m8                    | 2   |         | value bigint
          <M8[D]                 | 2,2 |         | _c0 date, _c1 date
          <M8[D]                 | 2,2 | array   | value array<date>!
          <M8[D]                 | 2,2 | cells   | i0 bigint!, i1 bigint!, value date
          <M8[D]                 | 2,2 | bytes   | value binary!
          S3                     | 2,2 | array   | value array<binary!>!
          (2,)f4                 | 2   | array   | value array<float!>!
          S3,M8[D]               | 2   |         | f0 binary!, f1 date
          S3,M8[D]               | 2   | array   | value struct<f0:binary!,f1:date>!
          S3,M8[D]               | 2   | cells   | i0 bigint!, value struct<f0:binary!,f1:date>!
          S3,M8[D]               | 2   | bytes   | value binary!
          i2,(2,)M8[s]           | 2   |         | f0 smallint!, f1 array<timestamp_ntz>!
          i2,(2,)M8[s]           | 2   | array   | value struct<f0:smallint!,f1:array<timestamp_ntz>!>!
          i2,c8                  | 2,1 |         | _c0 struct<f0:smallint!,f1:struct<real:float!,imag:float!>!>!
          """)
  void everyKindHasItsType(String dtype, String shape, String layout, String expected)
      throws IOException {
    Path file = Files.write(folder.resolve("a.dat"), new byte[256]);
    Dataset<Row> rows =
        SPARK
            .spark()
            .read()
            .format("memmap")
            .option("dtype", dtype)
            .option("shape", shape)
            .option("layout", layout == null ? "columns" : layout)
            .load(file.toString());
    assertThat(Described.schema(rows.schema())).isEqualTo(expected);
    assertThat(rows.collectAsList()).isNotEmpty();
  }

  @Test
  void bytesAreStringsOnDemand() throws IOException {
    Path file = file("6162000000", "c3a9620000", "0000000000");
    Dataset<Row> option = reader("S5").option("binaryAsString", "true").load(file.toString());
    Dataset<Row> schema = reader("S5").schema("s string").load(file.toString());
    for (Dataset<Row> rows : List.of(option, schema)) {
      assertThat(rows.collectAsList())
          .extracting(row -> row.getString(0))
          .containsExactly("ab", "\u00e9b", "");
    }
    Dataset<Row> nested =
        reader("(2,)S2,S1").option("binaryAsString", "true").load(file.toString());
    assertThat(Described.schema(nested.schema())).isEqualTo("f0 array<string!>!, f1 string!");
  }

  @Test
  void bytesThatAreNotUtf8NameFileAndRow() throws IOException {
    Path file = file("6162000000", "ff62000000");
    assertThatThrownBy(
            () -> reader("S5").option("binaryAsString", "true").load(file.toString()).collect())
        .hasStackTraceContaining(
            "column value of file " + file + ": asked for string, found bytes ff62");
  }

  @Test
  void invalidCodePointsNameFileAndRow() throws IOException {
    Path file = file("41000000", "00d80000");
    assertThatThrownBy(() -> reader("<U1").load(file.toString()).collect())
        .hasStackTraceContaining(
            "column value of file " + file + ": asked for string, found code point 0xd800");
  }

  @ParameterizedTest(name = "{0} as {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <M8[D] | bigint                 | 60          | 60
          <M8[s] | timestamp              | 90061       | 1970-01-02 01:01:01
          <M8[s] | bigint                 | 90061       | 90061
          <m8[M] | interval year to month | 15          | INTERVAL '1-3' YEAR TO MONTH
          <m8[s] | bigint                 | 61          | 61
          <m8[s] | interval day to second | 61          | INTERVAL '0 00:01:01' DAY TO SECOND
          """)
  void timesAreReadAsWhatASchemaAsksFor(String dtype, String type, long ticks, String expected)
      throws IOException {
    String stored = HexFormat.of().toHexDigits(Long.reverseBytes(ticks));
    Path file = file(stored, "0000000000000080");
    Dataset<Row> rows = reader(dtype).schema("t " + type).load(file.toString());
    assertThat(rows.schema().apply(0).nullable()).isTrue();
    String zone = SPARK.spark().conf().get("spark.sql.session.timeZone");
    SPARK.spark().conf().set("spark.sql.session.timeZone", "UTC");
    try {
      assertThat(rows.selectExpr("cast(t as string)").collectAsList())
          .extracting(row -> row.getString(0))
          .containsExactly(expected, null);
    } finally {
      SPARK.spark().conf().set("spark.sql.session.timeZone", zone);
    }
  }

  @Test
  void structsTakeNamesAndWiderTypesFromASchema() throws IOException {
    Path file = file("0102" + "03000400", "0506" + "07000800");
    Dataset<Row> rows =
        reader("[('a', 'i1'), ('b', 'u1'), ('c', '<i2', (2,))]")
            .option("layout", "array")
            .schema("s struct<x: int, y: smallint, z: array<bigint>>")
            .load(file.toString());
    assertThat(Described.schema(rows.schema()))
        .isEqualTo("s struct<x:int!,y:smallint!,z:array<bigint!>!>!");
    assertThat(rows.selectExpr("s.x", "s.y", "s.z[1]").collectAsList())
        .extracting(Row::toString)
        .containsExactly("[1,2,4]", "[5,6,8]");
    assertThat(rows.select("s.y").schema().apply(0).metadata().getString("memmap.dtype"))
        .isEqualTo("|u1");
  }

  @Test
  void structsWithoutFieldsAreRowsWithoutColumns() throws IOException {
    Path file = file("01020304");
    String empty = "{'names': [], 'formats': [], 'itemsize': 2}";
    Dataset<Row> rows = reader(empty).load(file.toString());
    assertThat(rows.columns()).isEmpty();
    assertThat(rows.count()).isEqualTo(2);
    assertThat(rows.collectAsList()).hasSize(2);
  }

  @Test
  void fieldsThatDifferOnlyInCaseNeedACaseSensitiveSession() throws IOException {
    Path file = file("01020304");
    for (String layout : new String[] {"columns", "array"}) {
      assertThatThrownBy(
              () ->
                  reader("[('x', 'i1'), ('X', 'i1')]")
                      .option("layout", layout)
                      .load(file.toString()))
          .hasMessageContaining("spark.sql.caseSensitive=true");
    }
  }

  private DataFrameReader reader(String dtype) {
    return SPARK.spark().read().format("memmap").option("dtype", dtype);
  }

  private Path file(String... hex) throws IOException {
    String all = String.join("", Arrays.asList(hex));
    return Files.write(folder.resolve("a.dat"), HexFormat.of().parseHex(all));
  }
}
