package io.memmap.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.dtype.DTypes;
import io.memmap.array.npy.NpyHeader;
import io.memmap.testing.PythonEnvironment;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code .npy} files as {@code np.save} writes them, made, appended to and updated. */
class NpyWriteTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private static final String SAVE =
      """
      import sys, numpy as np
      np.save(sys.argv[1], eval(sys.argv[2]))
      """;

  @TempDir static Path scripts;
  @TempDir Path folder;

  private static PythonEnvironment python;
  private static Path save;
  private Path file;

  @BeforeAll
  static void script() throws IOException {
    python = PythonEnvironment.withNumPy("oracle-venv");
    save = Files.writeString(scripts.resolve("save.py"), SAVE);
  }

  @BeforeEach
  void name() {
    file = folder.resolve("a.npy");
  }

  private static Dataset<Row> rows(long from, long to, String... expressions) {
    return SPARK.spark().range(from, to, 1, 3).selectExpr(expressions);
  }

  private static DataFrameWriter<Row> overwrite(Dataset<Row> rows) {
    return rows.write().format("memmap").mode("overwrite");
  }

  private static DataFrameWriter<Row> append(Dataset<Row> rows) {
    return rows.write().format("memmap").mode("append");
  }

  /** What NumPy saves of an expression of Python. */
  private static byte[] numpy(String array) throws IOException {
    Path saved = scripts.resolve("saved.npy");
    python.runScript(save, saved, array);
    return Files.readAllBytes(saved);
  }

  private void assertSaved(String array) throws IOException {
    assertThat(Files.readAllBytes(file)).isEqualTo(numpy(array));
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactly(file);
    }
  }

  private AbstractThrowableAssert<?, ?> assertRefused(DataFrameWriter<Row> writer)
      throws IOException {
    byte[] before = Files.readAllBytes(file);
    Throwable error = InPlaceTest.deepest(catchThrowable(() -> writer.save(file.toString())));
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    return assertThat(error).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          cast(id as float)                  | np.arange(100, dtype='f4')
          array(id, id + 1)                  | np.stack([np.arange(100), np.arange(1, 101)], axis=1)
          array(array(id), array(-id))       | np.stack([np.arange(100), -np.arange(100)], axis=1).reshape(100, 2, 1)
          named_struct('a', id, 'b', 1Y)     | np.array([(i, 1) for i in range(100)], dtype=[('a', '<i8'), ('b', 'i1')])
          """)
  void rowsOfSeveralTasksMakeTheFileOfNumPy(String expression, String array) throws IOException {
    overwrite(rows(0, 100, expression + " v")).save(file.toString());
    assertSaved(array);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          order | F       | np.asfortranarray(np.arange(12, dtype='i4').reshape(4, 3))
          shape | 2,6     | np.arange(12, dtype='i4').reshape(2, 6)
          shape | 3,-1    | np.arange(12, dtype='i4').reshape(3, 4)
          shape | 20      | np.concatenate([np.arange(12, dtype='i4'), np.zeros(8, 'i4')])
          dtype | >f8     | np.arange(12, dtype='>f8')
          """)
  void optionsAreNumPys(String key, String value, String array) throws IOException {
    String type = "cast(id as int)";
    Dataset<Row> rows =
        key.equals("order")
            ? rows(
                0,
                4,
                "cast(id * 3 as int) a",
                "cast(id * 3 + 1 as int) b",
                "cast(id * 3 + 2 as int) c")
            : rows(0, 12, type + " v");
    overwrite(rows).option(key, value).save(file.toString());
    assertSaved(array);
  }

  @Test
  void rowsInAnyOrder() throws IOException {
    overwrite(rows(0, 1_000, "(id * 37) % 1000 as i", "array((id * 37) % 1000, 7L) v"))
        .option("rowIndex", "i")
        .save(file.toString());
    assertSaved("np.stack([np.arange(1000), np.full(1000, 7)], axis=1)");
  }

  @Test
  void noRows() throws IOException {
    overwrite(rows(0, 0, "cast(id as float) v")).save(file.toString());
    assertSaved("np.zeros(0, 'f4')");
    overwrite(rows(0, 0, "array(id) v")).option("shape", "0,3").save(file.toString());
    assertSaved("np.zeros((0, 3), 'i8')");
  }

  @Test
  void theHeaderIsWrittenWhereAnOptionSaysSo() throws IOException {
    Path other = folder.resolve("a.bin");
    overwrite(rows(0, 3, "id")).option("header", "npy").save(other.toString());
    assertThat(Files.readAllBytes(other)).isEqualTo(numpy("np.arange(3)"));
    overwrite(rows(0, 3, "id")).option("header", "none").save(file.toString());
    assertThat(Files.size(file)).isEqualTo(24);
  }

  @Test
  void appendedRowsTakeTheDTypeOfTheFile() throws IOException {
    Files.write(file, numpy("np.arange(5, dtype='>f4')"));
    append(rows(5, 100, "cast(id as int) v")).save(file.toString());
    assertSaved("np.arange(100, dtype='>f4')");
    append(rows(0, 0, "id")).save(file.toString());
    assertSaved("np.arange(100, dtype='>f4')");
    append(rows(100, 1_000, "id as i", "id as v").repartition(4))
        .option("rowIndex", "i")
        .save(file.toString());
    assertSaved("np.arange(1000, dtype='>f4')");
  }

  @Test
  void appendedRowsOfMoreAxes() throws IOException {
    Files.write(file, numpy("np.arange(6).reshape(2, 3)"));
    append(rows(2, 4, "id * 3 a", "id * 3 + 1 b", "id * 3 + 2 c")).save(file.toString());
    append(rows(4, 5, "array(id * 3, id * 3 + 1, id * 3 + 2) v")).save(file.toString());
    append(rows(15, 21, "id")).save(file.toString());
    assertSaved("np.arange(21).reshape(7, 3)");
    assertRefused(append(rows(0, 2, "id a", "id b")))
        .hasMessage(
            "file "
                + file
                + ": append to an array of shape (7, 3): found rows that make (-1, 2), which do not"
                + " make rows of it; select columns that make rows of its lengths");
    assertRefused(append(rows(0, 2, "id"))).hasMessageContaining("found 2 elements, which do not");
  }

  @Test
  void appendedRecordsAreMatchedByName() throws IOException {
    Files.write(file, numpy("np.array([(1, 2)], dtype=[('a', 'i2'), ('b', '>f8')])"));
    append(rows(3, 5, "cast(id + 1 as double) b", "id a")).save(file.toString());
    assertSaved("np.array([(1, 2), (3, 4), (4, 5)], dtype=[('a', 'i2'), ('b', '>f8')])");
    assertRefused(append(rows(0, 2, "id as a", "id as c")))
        .hasMessageContaining("has the fields [a, b], found columns [a, c]");
  }

  @Test
  void rowsInPlaceNeedNoDescription() throws IOException {
    Files.write(file, numpy("np.asfortranarray(np.arange(12, dtype='f4').reshape(4, 3))"));
    append(rows(0, 1, "2L as i", "0 a", "0 b", "0 c"))
        .option("mode", "r+")
        .option("rowIndex", "i")
        .save(file.toString());
    String expected = "np.array([[0, 1, 2], [3, 4, 5], [0, 0, 0], [9, 10, 11]], 'f4', order='F')";
    assertSaved(expected);
    assertRefused(
            append(rows(0, 1, "2L as i", "0 a", "0 b", "0 c"))
                .option("mode", "r+")
                .option("dtype", "f8")
                .option("rowIndex", "i"))
        .hasMessageContaining("option dtype='float64' contradicts its header, found dtype float32");
    assertRefused(append(rows(0, 1, "0 a", "0 b", "0 c")))
        .hasMessageContaining("option order='F': an array in order F cannot be appended to");
  }

  @Test
  void aHeaderOfAnotherLengthKeepsItsLength() throws IOException {
    byte[] text =
        "{'descr': '|u1', 'fortran_order': False, 'shape': (2,), }"
            .getBytes(StandardCharsets.UTF_8);
    byte[] head = new byte[80];
    java.util.Arrays.fill(head, (byte) ' ');
    System.arraycopy(NpyHeader.encode(DTypes.parse("u1"), Shape.of(2), Order.C), 0, head, 0, 8);
    head[8] = 70;
    head[9] = 0;
    System.arraycopy(text, 0, head, 10, text.length);
    head[79] = '\n';
    Files.write(file, head);
    Files.write(file, new byte[] {1, 2}, StandardOpenOption.APPEND);
    append(rows(3, 10, "id")).save(file.toString());
    assertThat(Files.size(file)).isEqualTo(80 + 9);
    assertThat(SPARK.spark().read().format("memmap").load(file.toString()).count()).isEqualTo(9);
    Path copy = scripts.resolve("copy.npy");
    python.runScript(save, copy, "np.load('" + file + "')");
    assertThat(Files.readAllBytes(copy)).isEqualTo(numpy("np.arange(1, 10, dtype='u1')"));
  }

  @Test
  void arraysThatCannotBeAppendedTo() throws IOException {
    Files.write(file, numpy("np.array(1)"));
    assertRefused(append(rows(0, 2, "id"))).hasMessageContaining("append to a 0-d array");
    Files.write(file, numpy("np.arange(3)"));
    Files.write(file, new byte[] {1}, StandardOpenOption.APPEND);
    assertRefused(append(rows(0, 2, "id")))
        .hasMessageContaining("ends at byte 152: found a file of 153 bytes");
    Files.write(file, new byte[100]);
    assertRefused(append(rows(0, 2, "id"))).hasMessageContaining("found other bytes");
  }

  @Test
  void dtypesThatAHeaderCannotDescribe() throws IOException {
    Files.write(file, new byte[1]);
    assertRefused(overwrite(rows(0, 2, "id")).option("offset", 8))
        .hasMessage(
            "option offset='8': the data of a .npy file start after its header; leave it out, or"
                + " name a new file that does not end in .npy");
    String overlapping =
        "{'names': ['a', 'b'], 'formats': ['i4', 'i2'], 'offsets': [0, 2], 'itemsize': 8}";
    assertRefused(overwrite(rows(0, 2, "1 a", "2 b")).option("dtype", overlapping))
        .hasMessageContaining("file " + file + ": ");
    Path archive = folder.resolve("a.npz");
    assertThatThrownBy(() -> overwrite(rows(0, 2, "id")).save(archive.toString()))
        .hasMessage(
            "file "
                + archive
                + ": a .npz archive can't be written; give it a name that ends in .npy");
  }
}
