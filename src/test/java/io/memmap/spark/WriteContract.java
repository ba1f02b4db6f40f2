package io.memmap.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.memmap.testing.ArrayFolder;
import io.memmap.testing.NumPyFiles;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each way to write an array leaves the file that NumPy makes of it, and nothing else, wherever the
 * file is and however the rows are distributed.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class WriteContract {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private static final String[] DTYPES = {"<i4", ">f8", "<u2"};

  /** With 17 partitions, some have no row. */
  private static final int[] PARTITIONS = {1, 3, 17};

  private final boolean inAllWays;
  private int written;

  /**
   * All cases.
   *
   * @param inAllWays whether each case is written in all orders of rows and numbers of partitions,
   *     or in some of them
   */
  protected WriteContract(boolean inAllWays) {
    this.inAllWays = inAllWays;
  }

  /** An empty folder for one test. */
  protected abstract ArrayFolder folder(String test);

  static Stream<Arguments> ways() {
    List<Arguments> ways = new ArrayList<>();
    for (String header : new String[] {"none", "npy"}) {
      for (String order : new String[] {"C", "F"}) {
        for (String layout : new String[] {"columns", "array", "cells"}) {
          ways.add(Arguments.of(header, order, layout));
        }
      }
    }
    return ways.stream();
  }

  private static String named(String header) {
    return header.equals("npy") ? "a.npy" : "a.dat";
  }

  @ParameterizedTest(name = "header {0}, order {1}, layout {2}")
  @MethodSource("ways")
  void theFileIsNumPys(String header, String order, String layout, @TempDir Path copies)
      throws IOException {
    ArrayFolder folder = folder("ways-" + header + order + layout);
    NumPyFiles files = new NumPyFiles(copies);
    String name = named(header);
    for (int i = 0; i < PARTITIONS.length; i++) {
      int rows = PARTITIONS[i] == 17 ? 13 : 41;
      for (boolean indexed : new boolean[] {false, true}) {
        if (!inAllWays && indexed == (i + written) % 2 > 0) {
          continue;
        }
        String dtype = DTYPES[written++ % DTYPES.length];
        writer(table(rows, PARTITIONS[i], layout, indexed), "overwrite")
            .options(Map.of("dtype", dtype, "order", order, "layout", layout))
            .options(indexed(layout, indexed, rows))
            .save(folder.target(name));
        assertThat(folder.names()).containsExactly(name);
        String array = "np.arange(%d).reshape(%d, 3)".formatted(rows * 3, rows);
        files.add(folder.bytes(name), header, dtype, order, 0, array);
      }
    }
    files.check();
  }

  private static Map<String, String> indexed(String layout, boolean indexed, int rows) {
    if (layout.equals("cells")) {
      return Map.of("shape", rows + ",3");
    }
    return indexed ? Map.of("rowIndex", "i") : Map.of();
  }

  /** Element [i, j] is 3 i + j; in another order than the array's if the rows have an index. */
  private static Dataset<Row> table(int rows, int partitions, String layout, boolean indexed) {
    if (layout.equals("cells")) {
      String cell = indexed ? "id * 7 % " + rows * 3 : "id";
      return range(rows * 3L, partitions)
          .selectExpr(cell + " as v")
          .selectExpr("v div 3 as i0", "v % 3 as i1", "v as value");
    }
    Dataset<Row> ids =
        range(rows, partitions).selectExpr(indexed ? rows - 1 + " - id as i" : "id as i");
    String[] cells =
        layout.equals("array")
            ? new String[] {"i", "array(i * 3, i * 3 + 1, i * 3 + 2) as v"}
            : new String[] {"i", "i * 3 as a", "i * 3 + 1 as b", "i * 3 + 2 as c"};
    Dataset<Row> table = ids.selectExpr(cells);
    return indexed ? table : table.drop("i");
  }

  private static Dataset<Row> range(long rows, int partitions) {
    return SPARK.spark().range(0, rows, 1, partitions).toDF();
  }

  private static DataFrameWriter<Row> writer(Dataset<Row> rows, String mode) {
    return rows.write().format("memmap").mode(mode);
  }

  /** Around the least size of a part on S3, and around the size of the connector's buffers. */
  @ParameterizedTest(name = "{0} elements in {1} partitions, header {2}, offset {3}")
  @CsvSource({
    "655359,1,none,0",
    "655360,3,npy,0",
    "655361,1,npy,0",
    "1048575,17,none,0",
    "1048577,2,npy,0",
    "1310720,2,none,0",
    "2621441,3,none,127",
    "700000,2,none,5242881",
    "5242881,5,npy,0"
  })
  void largerFilesAreNumPys(
      long elements, int partitions, String header, long offset, @TempDir Path copies)
      throws IOException {
    ArrayFolder folder = folder("larger-" + header + elements);
    String name = named(header);
    folder.put(name, new byte[1]);
    DataFrameWriter<Row> writer = writer(range(elements, partitions), "overwrite");
    if (offset > 0) {
      writer.option("offset", offset);
    }
    writer.save(folder.target(name));
    assertThat(folder.names()).containsExactly(name);
    NumPyFiles files = new NumPyFiles(copies);
    String array = "np.arange(" + elements + ")";
    files.add(folder.bytes(name), header, "<i8", "C", offset, array);
    files.check();
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "npy"})
  void saveModesAreThoseOfSpark(String header, @TempDir Path copies) throws IOException {
    ArrayFolder folder = folder("modes-" + header);
    String name = named(header);
    NumPyFiles files = new NumPyFiles(copies);
    writer(range(100, 3), "errorifexists").save(folder.target(name));
    files.add(folder.bytes(name), header, "<i8", "C", 0, "np.arange(100)");
    Throwable refused =
        catchThrowable(() -> writer(range(5, 1), "errorifexists").save(folder.target(name)));
    assertThat(refused)
        .isInstanceOf(AnalysisException.class)
        .hasMessageContainingAll("PATH_ALREADY_EXISTS", folder.target(name));
    writer(range(7, 2), "ignore").save(folder.target(name));
    files.add(folder.bytes(name), header, "<i8", "C", 0, "np.arange(100)");
    for (int rows : new int[] {30, 1_000, 0, 12}) {
      writer(range(rows, 3), "overwrite").option("mode", "w+").save(folder.target(name));
      if (rows > 0) { // np.memmap makes no file of no bytes
        files.add(folder.bytes(name), header, "<i8", "C", 0, "np.arange(" + rows + ")");
      }
      assertThat(folder.names()).containsExactly(name);
    }
    files.check();
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "npy"})
  void rowsAreAppended(String header, @TempDir Path copies) throws IOException {
    ArrayFolder folder = folder("append-" + header);
    String name = named(header);
    NumPyFiles files = new NumPyFiles(copies);
    int rows = 0;
    for (int more : new int[] {41, 1, 13, 0, 200_000}) {
      Dataset<Row> appended = range(more, 3).selectExpr("id + " + rows + " as v");
      writer(appended, "append").save(folder.target(name));
      rows += more;
      assertThat(folder.names()).containsExactly(name);
      files.add(folder.bytes(name), header, "<i8", "C", 0, "np.arange(" + rows + ")");
    }
    files.check();
  }

  @ParameterizedTest
  @CsvSource({"none,C", "none,F", "npy,C", "npy,F"})
  void rowsAreUpdatedInPlace(String header, String order, @TempDir Path copies) throws IOException {
    ArrayFolder folder = folder("update-" + header + order);
    String name = named(header);
    writer(table(41, 3, "columns", false), "overwrite")
        .option("dtype", ">i4")
        .option("order", order)
        .save(folder.target(name));
    Dataset<Row> rows =
        range(41, 3).where("id % 7 = 0").selectExpr("40 - id as i", "-1", "-2", "-3");
    DataFrameWriter<Row> update =
        writer(rows, "append").option("mode", "r+").option("rowIndex", "i");
    if (header.equals("none")) {
      update.option("dtype", ">i4").option("order", order).option("shape", "41,3");
    }
    update.save(folder.target(name));
    assertThat(folder.names()).containsExactly(name);
    NumPyFiles files = new NumPyFiles(copies);
    String array =
        "np.where((40 - np.arange(41))[:, None] % 7 == 0, [-1, -2, -3],"
            + " np.arange(123).reshape(41, 3))";
    files.add(folder.bytes(name), header, ">i4", order, 0, array);
    files.check();
  }

  @ParameterizedTest
  @ValueSource(strings = {"overwrite", "append", "errorifexists"})
  void aTaskThatFailsChangesNothing(String mode) throws IOException {
    ArrayFolder folder = folder("fails-" + mode);
    byte[] before = {1, 2, 3, 4};
    List<String> left = new ArrayList<>();
    if (!mode.equals("errorifexists")) {
      folder.put("a.dat", before);
      left.add("a.dat");
    }
    Dataset<Row> rows = range(100_000, 3).selectExpr("if(id = 99999, 256, id % 256) as v");
    Throwable failed =
        catchThrowable(() -> writer(rows, mode).option("dtype", "u1").save(folder.target("a.dat")));
    assertThat(failed).hasStackTraceContaining("is out of range for uint8");
    assertThat(folder.names()).isEqualTo(left);
    if (!left.isEmpty()) {
      assertThat(folder.bytes("a.dat")).isEqualTo(before);
    }
  }
}
