package io.memmap.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Missing rows and null arrays in a write. */
class SparseRowsTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  @TempDir Path folder;

  private Path file;

  private void save(String query, String... options) {
    file = file == null ? folder.resolve("a.npy") : file;
    save(sql(query), SaveMode.Overwrite, options);
  }

  private void save(Dataset<Row> rows, SaveMode mode, String... options) {
    Map<String, String> all = new TreeMap<>();
    for (int i = 0; i < options.length; i += 2) {
      all.put(options[i], options[i + 1]);
    }
    rows.write().format("memmap").mode(mode).options(all).save(file.toString());
  }

  private static Dataset<Row> sql(String query) {
    return SPARK.spark().sql(query);
  }

  /** All values, as Spark's rows print them. */
  private String stored() {
    return SPARK.spark().read().format("memmap").load(file.toString()).collectAsList().stream()
        .map(row -> row.mkString(" "))
        .collect(Collectors.joining("; "))
        .replaceAll("(Mutable)?ArraySeq|WrappedArray", "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "id v                              | 6   | -1  | -1; 1; -1; 3; -1; -1",
        "id v                              | 6   | 0   | 0; 1; 0; 3; 0; 0",
        "float(id) v                       | 5   | nan | NaN; 1.0; NaN; 3.0; NaN",
        "id v                              | 3,2 | 7   | 7 1; 7 3; 7 7",
        "id a, -id b                       | 5,2 | 9   | 9 9; 1 -1; 9 9; 3 -3; 9 9",
        "array(id, -id) v                  | 4,2 | 9   | 9 9; 1 -1; 9 9; 3 -3",
        "id a, smallint(id) b                 | 5   | 8   | 8 8; 1 1; 8 8; 3 3; 8 8",
        "string(id) v                      | 5   | no  | no; 1; no; 3; no",
        "boolean(id) v                     | 4   | true| true; true; true; true",
      })
  void missingRowsGetTheNullValueInAShape(
      String columns, String shape, String nullValue, String expected) {
    String query = "SELECT id i, " + columns + " FROM range(0, 4, 1, 3) WHERE id % 2 = 1";
    for (String order : List.of("C", "F")) {
      String dtype = columns.startsWith("string") ? "U3" : "";
      String[] options = {
        "rowIndex", "i", "shape", shape, "nullValue", nullValue, "order", order, "dtype", dtype
      };
      String[] given = dtype.isEmpty() ? Arrays.copyOf(options, 8) : options;
      save(query, given);
      assertThat(stored()).as(order).isEqualTo(expected);
    }
  }

  @Test
  void anArrayOfManyMissingRowsIsFull() throws IOException {
    file = folder.resolve("a.dat");
    int rows = 5_000_000;
    save(
        "SELECT id * 1000003 i, int(id) v FROM range(4)",
        "rowIndex",
        "i",
        "shape",
        rows + ",",
        "nullValue",
        "-5",
        "offset",
        "3");
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.nativeOrder());
    assertThat(bytes.limit()).isEqualTo(3 + 4 * rows);
    for (int i = 0; i < rows; i++) {
      int expected = i % 1000003 == 0 && i / 1000003 < 4 ? i / 1000003 : -5;
      if (bytes.getInt(3 + 4 * i) != expected) {
        assertThat(bytes.getInt(3 + 4 * i)).as("row " + i).isEqualTo(expected);
      }
    }
  }

  @Test
  void withoutRowsEachRowIsMissing() {
    save(
        "SELECT id i, id v FROM range(4) WHERE id > 9",
        "rowIndex",
        "i",
        "shape",
        "3",
        "nullValue",
        "4");
    assertThat(stored()).isEqualTo("4; 4; 4");
  }

  @Test
  void duplicatesAndIndicesOutsideStayErrors() {
    String[] options = {"rowIndex", "i", "shape", "3", "nullValue", "4"};
    assertThatThrownBy(() -> save("SELECT 1L i, id v FROM range(2)", options))
        .hasMessageContaining("1 duplicate indices (1); each row of the array comes once; keep")
        .hasMessageContaining("dropDuplicates")
        .hasMessageNotContaining("spark.range");
    assertThatThrownBy(() -> save("SELECT id * 3 i, id v FROM range(2)", options))
        .hasMessageContaining("1 indices outside of it (3)")
        .hasMessageContaining("shape (3,) has the indices 0 to 2; give a longer one");
    save("SELECT id * 3 i, id v FROM range(2)", with(options, "shape", "4"));
    assertThat(stored()).isEqualTo("0; 4; 4; 1");
  }

  private static String[] with(String[] options, String key, String value) {
    return IntStream.range(0, options.length)
        .mapToObj(i -> i > 0 && options[i - 1].equals(key) ? value : options[i])
        .toArray(String[]::new);
  }

  @Test
  void theErrorNamesOptionsThatCureIt() {
    String sparse = "SELECT id i, id v FROM range(5) WHERE id <> 2";
    for (String[] options :
        List.of(
            new String[] {"rowIndex", "i"},
            new String[] {"rowIndex", "i", "shape", "5"},
            new String[] {"rowIndex", "i", "nullValue", "0"})) {
      assertThatThrownBy(() -> save(sparse, options))
          .hasMessageContaining(
              "1 missing indices (2); each row of the array comes once; give options shape and"
                  + " nullValue")
          .hasMessageContaining("layout=cells")
          .hasMessageContaining("mode=r+")
          .hasMessageContaining("spark.range");
    }
    save(sparse, "rowIndex", "i", "shape", "5", "nullValue", "0");
    assertThat(stored()).isEqualTo("0; 1; 0; 3; 4");
    save("SELECT i i0, v FROM (" + sparse + ")", "layout", "cells", "shape", "5");
    assertThat(stored()).isEqualTo("0; 1; 0; 3; 4");
    save("SELECT 0L v FROM range(5)");
    save(sql(sparse), SaveMode.Append, "mode", "r+", "rowIndex", "i");
    assertThat(stored()).isEqualTo("0; 1; 0; 3; 4");
    save(
        "SELECT id i, coalesce(v, 0L) v FROM range(5) LEFT JOIN (" + sparse + ") ON i = id",
        "rowIndex",
        "i");
    assertThat(stored()).isEqualTo("0; 1; 0; 3; 4");
  }

  @Test
  void messagesNameTheIndicesThatAWriteAllows() {
    save("SELECT id v FROM range(3)");
    Dataset<Row> beyond = sql("SELECT 3L i, 7L v");
    assertThatThrownBy(() -> save(beyond, SaveMode.Append, "mode", "r+", "rowIndex", "i"))
        .hasMessageContaining(
            "rows of the array have the indices 0 to 2, others are added by save");
    assertThatThrownBy(() -> save(sql("SELECT 5L i, 7L v"), SaveMode.Append, "rowIndex", "i"))
        .hasMessageContaining("rows that are appended get the indices 3 to 3");
    save(beyond, SaveMode.Append, "rowIndex", "i");
    save(sql("SELECT 8L v"), SaveMode.Append);
    assertThat(stored()).isEqualTo("0; 1; 2; 7; 8");
    assertThatThrownBy(
            () -> save("SELECT 1 i0, id v FROM range(0, 2, 1, 1)", "layout", "cells", "shape", "3"))
        .hasMessageContaining("1 duplicate indices ([1]); each element comes once at the most, so");
    assertThatThrownBy(() -> save("SELECT 3 i0, 1 v", "layout", "cells", "shape", "3"))
        .hasStackTraceContaining("the index i0=3 is outside of axis 0, whose length is 3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(null), (array(1, 2)), (array(3, null))",
        "(array(-9, -9)), (array(1, 2)), (array(3, -9))"
      })
  void nullArraysAreFilledWithTheNullValue(String rows) {
    String query = "SELECT /*+ COALESCE(1) */ * FROM VALUES " + rows + " t(a)";
    save(query, "nullValue", "-9");
    assertThat(stored()).isEqualTo("-9 -9; 1 2; 3 -9");
    save(query, "nullValue", "-9", "order", "F", "shape", "3,2");
    assertThat(stored()).isEqualTo("-9 -9; 1 2; 3 -9");
  }

  @Test
  void nullArraysInArraysAreFilledToo() {
    save(
        "SELECT /*+ COALESCE(1) */ a FROM VALUES (0, array(null, array(1, 2))), (1, null),"
            + " (2, array(array(3, 4), null)) t(n, a)",
        "nullValue",
        "0");
    assertThat(stored()).isEqualTo("((0, 0), (1, 2)); ((0, 0), (0, 0)); ((3, 4), (0, 0))");
  }

  @Test
  void onlyNullArraysNeedAShape() {
    String query = "SELECT /*+ COALESCE(1) */ cast(null AS array<int>) a FROM range(2)";
    assertThatThrownBy(() -> save(query, "nullValue", "5"))
        .hasStackTraceContaining("give option shape, such as (-1, 3)");
    save(query, "nullValue", "5", "shape", "-1,3");
    assertThat(stored()).isEqualTo("5 5 5; 5 5 5");
    assertThatThrownBy(() -> save(query, "shape", "-1,3"))
        .hasStackTraceContaining("column a: a null array has no place in an array; give option")
        .hasStackTraceContaining("nullValue");
    assertThatThrownBy(() -> save(query))
        .hasStackTraceContaining("a null array has no place in an array; give option nullValue");
  }

  @Test
  void timesInNullArraysAreNaT() {
    save("SELECT /*+ COALESCE(1) */ * FROM VALUES (null), (array(date'2020-01-01')) t(a)");
    assertThat(stored()).isEqualTo("null; 2020-01-01");
  }

  @Test
  void nullSubArraysOfAStructAreFilled() {
    save(
        "SELECT /*+ COALESCE(1) */ * FROM VALUES (1, null), (2, array(null, array(3, 4))) t(a, b)",
        "dtype",
        "[('a', '<i4'), ('b', '<i2', (2, 2))]",
        "nullValue",
        "6");
    assertThat(stored()).startsWith("1 ").contains("6, 6", "3, 4").doesNotContain("0");
  }

  @Test
  void rowsOfAnUpdateMayBeNull() {
    save("SELECT array(id, id) a FROM range(3)");
    save(
        sql("SELECT 1L i, cast(null AS array<bigint>) a"),
        SaveMode.Append,
        "mode",
        "r+",
        "rowIndex",
        "i",
        "nullValue",
        "8");
    assertThat(stored()).isEqualTo("0 0; 8 8; 2 2");
  }
}
