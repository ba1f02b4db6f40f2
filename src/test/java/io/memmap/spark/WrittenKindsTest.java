package io.memmap.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.memmap.testing.PythonEnvironment;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Single values of each dtype, stored as NumPy stores them, and values that no dtype can hold. */
class WrittenKindsTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  /** Spark's value, the dtype, and the same value for NumPy. */
  private static final List<List<String>> VALUES =
      List.of(
          List.of("'ab'", "S4", "b'ab'"),
          List.of("'abcd'", "S4", "b'abcd'"),
          List.of("''", "S2", "b''"),
          List.of("'h\u00e9'", "S4", "'h\u00e9'.encode()"),
          List.of("cast('ab' as binary)", "S4", "b'ab'"),
          List.of("x'0001'", "S3", "b'\\x00\\x01'"),
          List.of("'h\u00e9'", "U3", "'h\u00e9'"),
          List.of("'h\u00e9\ud83d\ude00'", ">U3", "'h\u00e9\\U0001f600'"),
          List.of("'abc'", "<U5", "'abc'"),
          List.of("x'0102'", "V2", "np.void(b'\\x01\\x02')"),
          List.of("date'1969-12-25'", "M8[D]", "'1969-12-25'"),
          List.of("date'2024-02-01'", "M8[M]", "'2024-02'"),
          List.of("date'2024-01-01'", ">M8[Y]", "'2024'"),
          List.of("date'1970-01-15'", "M8[W]", "'1970-01-15'"),
          List.of("date'2024-02-03'", "M8[s]", "'2024-02-03'"),
          List.of("date'2024-02-03'", "M8[12h]", "'2024-02-03'"),
          List.of("date'2024-02-03'", "M8[ns]", "'2024-02-03'"),
          List.of("timestamp_ntz'2024-02-03 00:00:00'", "M8[D]", "'2024-02-03'"),
          List.of("timestamp_ntz'1969-12-31 23:59:59.5'", "M8[ms]", "'1969-12-31T23:59:59.5'"),
          List.of(
              "timestamp_ntz'2024-02-03 04:05:06.789012'",
              "M8[us]",
              "'2024-02-03T04:05:06.789012'"),
          List.of(
              "timestamp_ntz'2024-02-03 04:05:06.789012'",
              "M8[ns]",
              "'2024-02-03T04:05:06.789012'"),
          List.of("timestamp'1970-01-01 00:00:00 UTC'", "M8[ms]", "'1970-01-01'"),
          List.of("12345L", "M8[ns]", "np.datetime64(12345, 'ns')"),
          List.of("7", "m8[25s]", "np.timedelta64(7, '25s')"),
          List.of("cast(null as date)", "M8[D]", "'NaT'"),
          List.of("cast(null as bigint)", ">m8[ns]", "np.timedelta64('NaT')"),
          List.of("interval '-25' hour", "m8[h]", "np.timedelta64(-25, 'h')"),
          List.of(
              "interval '1 00:00:00.000001' day to second",
              "m8[ns]",
              "np.timedelta64(86400000001000, 'ns')"),
          List.of("interval '14' day", "m8[W]", "np.timedelta64(2, 'W')"),
          List.of("interval '2' year", "m8[M]", "np.timedelta64(24, 'M')"),
          List.of("interval '2' year", "m8[Y]", "np.timedelta64(2, 'Y')"),
          List.of("named_struct('real', 1.5f, 'imag', -2f)", "c8", "1.5-2j"),
          List.of("named_struct('imag', 1d, 'real', 2d)", ">c16", "2+1j"),
          List.of("3", "c8", "3+0j"),
          List.of("named_struct('a', 1, 'b', 'x')", "[('a', 'u1'), ('b', 'S2')]", "(1, b'x')"),
          List.of("named_struct('b', 'x', 'A', 1)", "[('a', '>i4'), ('b', 'U2')]", "(1, 'x')"),
          List.of(
              "named_struct('a', 255, 'b', -2)",
              "{'names': ['a', 'b'], 'formats': ['u1', '>i4'], 'offsets': [1, 4], 'itemsize': 10}",
              "(255, -2)"),
          List.of(
              "named_struct('p', named_struct('x', 1d, 'y', 2d), 'k', 3)",
              "[('p', [('x', 'f8'), ('y', '>f8')]), ('k', 'i2')]",
              "((1, 2), 3)"),
          List.of(
              "named_struct('m', array(array(1, 2), array(3, 4)))",
              "[('m', '>i2', (2, 2))]",
              "([[1, 2], [3, 4]],)"),
          List.of(
              "named_struct('s', array('a', 'bc'), 't', array(date'1970-01-02', null))",
              "[('s', 'U2', (2,)), ('t', 'M8[D]', (2,))]",
              "(['a', 'bc'], ['1970-01-02', 'NaT'])"));

  private static final String ASK =
      """
      import sys, numpy as np
      dtypes, values = sys.argv[1::2], sys.argv[2::2]
      for dtype, value in zip(dtypes, values):
          dtype = eval(dtype) if dtype[0] in "[{" else dtype
          array = np.zeros(1, dtype)
          array[0] = eval(value)
          print(array.tobytes().hex())
      """;

  private static List<String> expected;

  @TempDir Path folder;

  private Path file;

  @BeforeAll
  static void askNumPy(@TempDir Path scripts) throws IOException {
    Path script = Files.writeString(scripts.resolve("ask.py"), ASK);
    List<Object> arguments = new ArrayList<>();
    for (List<String> value : VALUES) {
      arguments.add(value.get(1));
      arguments.add(value.get(2));
    }
    PythonEnvironment python = PythonEnvironment.withNumPy("oracle-venv");
    expected = python.runScript(script, arguments.toArray()).lines().toList();
    assertThat(expected).hasSize(VALUES.size());
  }

  @BeforeEach
  void name() {
    file = folder.resolve("a.dat");
  }

  private static DataFrameWriter<Row> writer(String dtype, String... expressions) {
    return SPARK
        .spark()
        .range(0, 1, 1, 1)
        .selectExpr(expressions)
        .write()
        .format("memmap")
        .mode("overwrite")
        .option("dtype", dtype);
  }

  private String hex() throws IOException {
    return HexFormat.of().formatHex(Files.readAllBytes(file));
  }

  static Stream<Integer> values() {
    return Stream.iterate(0, i -> i + 1).limit(VALUES.size());
  }

  @ParameterizedTest
  @MethodSource("values")
  void aValueIsStoredAsNumPyStoresIt(int number) throws IOException {
    List<String> value = VALUES.get(number);
    writer(value.get(1), value.get(0) + " v").save(file.toString());
    assertThat(hex()).as(value.toString()).isEqualTo(expected.get(number));
    writer(value.get(1), "array(" + value.get(0) + ") v").save(file.toString());
    assertThat(hex()).as("an array of " + value).isEqualTo(expected.get(number));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '#',
      textBlock =
          """
          'abc' ~ S2 ~ a value of 3 bytes does not fit |S2; give a dtype of that length, or casting=unsafe to cut values
          x'6100' ~ S2 ~ a value of 2 bytes ends with NUL, which |S2 can't tell from its padding; write it as V2, or give casting=unsafe
          x'61' ~ V2 ~ a value of 1 bytes does not fit |V2; give a dtype of that length, or casting=unsafe to cut values and fill them up with NULs
          'abc' ~ U2 ~ a string of 3 characters does not fit <U2; give a longer dtype, or casting=unsafe to cut values
          concat('a', char(256)) ~ U2 ~ a string ends with U+0000, which <U2 can't tell from its padding; give casting=unsafe to drop it
          cast(x'ff' as string) ~ U2 ~ a string that is not UTF-8 has no code points; cast it to binary and write it as S
          date'2024-02-02' ~ M8[M] ~ 2024-02-02 lies between two ticks of datetime64[M]; give a finer unit, or casting=unsafe
          timestamp_ntz'2024-02-03 04:05:06.5' ~ M8[s] ~ 2024-02-03T04:05:06.500 lies between two ticks of datetime64[s]; give a finer unit, or casting=unsafe
          date'2024-02-02' ~ M8[as] ~ 2024-02-02 is out of range for datetime64[as]; give a coarser unit
          timestamp_ntz'2500-01-01 00:00:00' ~ M8[ns] ~ 2500-01-01T00:00 is out of range for datetime64[ns]; give a coarser unit
          interval '1' second ~ m8[25s] ~ PT1S lies between two ticks of timedelta64[25s]; give a finer unit, or casting=unsafe
          -9223372036854775808L ~ M8[ns] ~ -9223372036854775808 is NaT in datetime64[ns]; write null, or give casting=unsafe
          named_struct('a', 300) ~ [('a', 'u1')] ~ field a: 300 is out of range for uint8; give another dtype, or casting=unsafe
          named_struct('a', array(1)) ~ [('a', 'u1', (2,))] ~ field a: ragged: an array of 1 elements among arrays of 2 on axis 1; all rows must have equal lengths
          cast(null as string) ~ S2 ~ null has no place in an array; give option nullValue
          named_struct('a', cast(null as int)) ~ [('a', 'u1')] ~ field a: null has no place in an array; give option nullValue
          named_struct('real', 1d, 'imag', 1e300) ~ c8 ~ 1.0E300 is out of range for float32; give another dtype, or casting=unsafe
          """)
  void aValueThatDoesNotFitNamesItsColumn(String expression, String dtype, String message) {
    Throwable error =
        catchThrowable(() -> writer(dtype.strip(), expression + " v").save(file.toString()));
    while (error.getCause() != null) {
      error = error.getCause();
    }
    assertThat(error)
        .isInstanceOf(IOException.class)
        .hasMessage("file " + file + ": row 0 of partition 0, column v: " + message);
    assertThat(file).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      textBlock =
          """
          'abc' | S2 | 6162
          'a\u00e9' | S2 | 6100
          x'6100' | S2 | 6100
          x'61' | V2 | 6100
          'abc' | >U2 | 0000006100000062
          date'2024-02-02' | >M8[M] | 0000000000000289
          timestamp_ntz'1969-12-31 23:59:59.5' | >M8[s] | ffffffffffffffff
          named_struct('a', 300) | [('a', 'u1')] | 2c
          """)
  void unsafeCutsValuesAndFloorsTimes(String expression, String dtype, String bytes)
      throws IOException {
    writer(dtype.strip(), expression + " v").option("casting", "unsafe").save(file.toString());
    assertThat(hex()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      textBlock =
          """
          cast(null as string) | S3 | n/a | 6e2f61
          cast(null as string) | >U1 | - | 0000002d
          cast(null as binary) | V2 | xy | 7879
          cast(null as struct<real: float, imag: float>) | >c8 | 1 | 3f80000000000000
          cast(null as struct<a: int, b: date>) | [('a', 'u1'), ('b', '>M8[D]')] | 7 | 078000000000000000
          named_struct('a', array(1, null)) | [('a', 'u1', (2,))] | 9 | 0109
          """)
  void nullValueStandsForNullOfAnyKind(
      String expression, String dtype, String nullValue, String bytes) throws IOException {
    writer(dtype.strip(), expression + " v").option("nullValue", nullValue).save(file.toString());
    assertThat(hex()).isEqualTo(bytes);
  }

  @Test
  void columnsAreMatchedWithFieldsByName() throws IOException {
    writer("[('a', 'u1'), ('b', 'S2')]", "'x' b", "id + 1 as A").save(file.toString());
    assertThat(hex()).isEqualTo("017800");
  }

  @Test
  void columnsOfOneKindAreATable() throws IOException {
    writer("S2", "'a' x", "'bc' y").save(file.toString());
    assertThat(hex()).isEqualTo("61006263");
    writer("<M8[D]", "date'1970-01-02' x", "cast(null as date) y").save(file.toString());
    assertThat(hex()).isEqualTo("01000000000000000000000000000080");
  }

  @Test
  void theAxesOfASubArrayBelongToTheShape() throws IOException {
    writer("(2,)u1", "array(1, 2) v").save(file.toString());
    assertThat(hex()).isEqualTo("0102");
    writer("(2,)u1", "explode(array(1, 2, 3, 4)) v").option("shape", "2").save(file.toString());
    assertThat(hex()).isEqualTo("01020304");
  }

  @Test
  void typesThatHaveANumPyDTypeNeedNoOption() throws IOException {
    SPARK
        .spark()
        .range(1)
        .selectExpr("date'1970-01-02' d", "named_struct('real', 1f, 'imag', 2f) z", "true b")
        .write()
        .format("memmap")
        .save(file.toString());
    assertThat(hex()).isEqualTo("0100000000000000" + "0000803f00000040" + "01");
  }
}
