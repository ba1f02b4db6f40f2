package io.memmap.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.testing.SparkTesting;
import io.memmap.testing.TaskRead;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Slices through Spark. The array's element {@code [i, j]} is {@code 100 i + j}. */
class SlicedReadTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private static final int ROWS = 20;
  private static final int COLUMNS = 6;

  @TempDir static Path folder;

  private static Path file(String order) throws IOException {
    Path file = folder.resolve(order + ".dat");
    if (!Files.exists(file)) {
      ByteBuffer bytes = ByteBuffer.allocate(4 * ROWS * COLUMNS).order(ByteOrder.LITTLE_ENDIAN);
      for (int at = 0; at < ROWS * COLUMNS; at++) {
        boolean byRows = order.equals("C");
        int i = byRows ? at / COLUMNS : at % ROWS;
        int j = byRows ? at % COLUMNS : at / ROWS;
        bytes.putInt(100 * i + j);
      }
      Files.write(file, bytes.array());
    }
    return file;
  }

  private static DataFrameReader array(String order, String slice) {
    return SPARK
        .spark()
        .read()
        .format("memmap")
        .option("dtype", "i4")
        .option("shape", ROWS + "," + COLUMNS)
        .option("order", order)
        .option("slice", slice);
  }

  private static int[] range(int start, int stop, int step) {
    return IntStream.iterate(start, i -> step > 0 ? i < stop : i > stop, i -> i + step).toArray();
  }

  static Stream<Arguments> slices() {
    return Stream.of(
        Arguments.of("...", range(0, 20, 1), range(0, 6, 1)),
        Arguments.of("2:15:3", range(2, 15, 3), range(0, 6, 1)),
        Arguments.of("::-1, ::-1", range(19, -1, -1), range(5, -1, -1)),
        Arguments.of("-3:, 1:-1:2", range(17, 20, 1), new int[] {1, 3}),
        Arguments.of("15:2:-4, -1:", range(15, 2, -4), new int[] {5}),
        Arguments.of("..., 2:4", range(0, 20, 1), new int[] {2, 3}),
        Arguments.of(
            "(slice(None, None, 7), slice(4, None, None))", range(0, 20, 7), range(4, 6, 1)),
        Arguments.of("100:, :", new int[0], range(0, 6, 1)));
  }

  @ParameterizedTest
  @MethodSource("slices")
  void everyWayToReadATable(String slice, int[] rows, int[] columns) throws IOException {
    List<List<Object>> expected = new ArrayList<>();
    for (int i : rows) {
      expected.add(Arrays.stream(columns).mapToObj(j -> (Object) (100 * i + j)).toList());
    }
    for (String order : List.of("C", "F")) {
      for (String access : List.of("mmap", "read")) {
        assertThat(lists(read(order, slice, "access", access, "numPartitions", "3")))
            .as(order + access)
            .isEqualTo(expected);
        List<Row> arrays =
            read(order, slice, "access", access, "layout", "array", "batchRows", "2");
        assertThat(arrays.stream().map(row -> row.getList(0)).toList())
            .as(order + access + " array")
            .isEqualTo(expected);
        List<Row> cells = read(order, slice, "access", access, "layout", "cells");
        assertThat(cells.stream().map(row -> row.get(2)).toList())
            .as(order + access + " cells")
            .isEqualTo(expected.stream().flatMap(List::stream).toList());
      }
      assertThat(array(order, slice).load(file(order).toString()).count()).isEqualTo(rows.length);
    }
  }

  private static List<Row> read(String order, String slice, String... more) throws IOException {
    Map<String, String> options = new HashMap<>();
    options.put("dtype", "i4");
    options.put("shape", ROWS + "," + COLUMNS);
    options.put("order", order);
    options.put("slice", slice);
    for (int i = 0; i < more.length; i += 2) {
      options.put(more[i], more[i + 1]);
    }
    SparkSession.setActiveSession(SPARK.spark());
    return new TaskRead(file(order).toString(), options, null).rows();
  }

  private static List<List<Object>> lists(Dataset<Row> table) {
    return lists(table.collectAsList());
  }

  private static List<List<Object>> lists(List<Row> rows) {
    return rows.stream()
        .map(row -> IntStream.range(0, row.size()).mapToObj(row::get).toList())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "F"})
  void anIntegerDropsItsAxis(String order) throws IOException {
    String path = file(order).toString();
    Dataset<Row> row = array(order, "-2").option("rowIndex", "i").load(path);
    assertThat(row.columns()).containsExactly("i", "value");
    assertThat(lists(row)).startsWith(List.of(0L, 1800)).hasSize(6).endsWith(List.of(5L, 1805));
    Dataset<Row> column = array(order, "::5, 3").load(path);
    assertThat(lists(column))
        .containsExactly(List.of(3), List.of(503), List.of(1003), List.of(1503));
    assertThat(lists(array(order, "7, 4").load(path))).containsExactly(List.of(704));
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "F"})
  void rowIndexCountsRowsOfTheWholeArray(String order) throws IOException {
    Dataset<Row> rows =
        array(order, "17:3:-5, 0")
            .option("rowIndex", "i")
            .option("numPartitions", 2)
            .load(file(order).toString());
    assertThat(lists(rows))
        .containsExactly(List.of(17L, 1700), List.of(12L, 1200), List.of(7L, 700));
    assertThat(lists(rows.select("i"))).containsExactly(List.of(17L), List.of(12L), List.of(7L));
  }

  @Test
  void rowsAsBytes() throws IOException {
    Dataset<Row> rows = array("C", "3:5, 1:3").option("layout", "bytes").load(file("C").toString());
    ByteBuffer first =
        ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putInt(301).putInt(302);
    assertThat((byte[]) rows.first().get(0)).isEqualTo(first.array());
  }

  @Test
  void threeAxes() throws IOException {
    DataFrameReader reader = array("C", "1::2, 0, ::-1").option("shape", "4,5,6");
    assertThat(lists(reader.load(file("C").toString())))
        .containsExactly(
            List.of(505, 504, 503, 502, 501, 500), List.of(1505, 1504, 1503, 1502, 1501, 1500));
  }

  @Test
  void thePlanSaysIt() throws IOException {
    Dataset<Row> rows = array("C", "2:15:3").load(file("C").toString());
    assertThat(rows.queryExecution().executedPlan().toString())
        .contains("shape=(20, 6)")
        .contains("slice=[2:15:3]")
        .contains("rows=5");
  }

  @Test
  void messagesSayWhatWasFound() throws IOException {
    String path = file("C").toString();
    assertThatThrownBy(() -> array("C", "20").load(path))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "file "
                + path
                + ": slice '20': index 20 is out of bounds for axis 0 with length 20; give one from"
                + " -20 to 19");
    assertThatThrownBy(() -> array("C", "1, 2, 3").load(path))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 indices, found an array of 2 axes, shape (20, 6)");
    assertThatThrownBy(() -> array("C", "[1, 2]").load(path))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("option slice");
    assertThatThrownBy(
            () -> array("C", "1:").option("layout", "cells").option("rowIndex", "i").load(path))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "option rowIndex='i': layout=cells has an index for each axis, i0 and so on; leave the"
                + " option out");
  }
}
