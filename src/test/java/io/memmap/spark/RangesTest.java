package io.memmap.spark;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.desc;
import static org.apache.spark.sql.functions.max;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.testing.SparkTesting;
import io.memmap.testing.TaskRead;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Rows of {@code layout=ranges} and {@code layout=bytes} with {@code rangeRows}. The array's
 * element {@code [i, j]} is {@code 100 i + j}.
 */
class RangesTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private static final int ROWS = 50;
  private static final int COLUMNS = 6;

  @TempDir static Path folder;

  @BeforeAll
  static void write() throws IOException {
    for (String order : List.of("C", "F")) {
      ByteBuffer bytes = ByteBuffer.allocate(4 * ROWS * COLUMNS).order(ByteOrder.LITTLE_ENDIAN);
      for (int at = 0; at < ROWS * COLUMNS; at++) {
        boolean byRows = order.equals("C");
        int i = byRows ? at / COLUMNS : at % ROWS;
        int j = byRows ? at % COLUMNS : at / ROWS;
        bytes.putInt(100 * i + j);
      }
      Path part = Files.createDirectories(folder.resolve(order));
      Files.write(part.resolve("a.dat"), bytes.array());
    }
  }

  private static Dataset<Row> read(String layout, String... options) {
    return SPARK
        .spark()
        .read()
        .format("memmap")
        .option("dtype", "i4")
        .option("shape", ROWS + "," + COLUMNS)
        .option("layout", layout)
        .options(Mistake.map(options))
        .load();
  }

  /** The options and a further one. */
  private static String[] with(String[] options, String key, Object value) {
    String[] more = Arrays.copyOf(options, options.length + 2);
    more[options.length] = key;
    more[options.length + 1] = value.toString();
    return more;
  }

  private static String file(String order) {
    return folder.resolve(order).resolve("a.dat").toString();
  }

  /** The elements of ranges, as any program finds them by what their rows say. */
  private static List<Integer> elements(List<Row> ranges) throws IOException {
    List<Integer> elements = new ArrayList<>();
    for (Row range : ranges) {
      long start = range.getAs("start");
      long length = range.getAs("bytes");
      byte[] file = Files.readAllBytes(Path.of(range.<String>getAs("file")));
      ByteBuffer mapped = ByteBuffer.wrap(file, (int) start, (int) length).slice();
      mapped.order(ByteOrder.LITTLE_ENDIAN);
      List<Long> shape = range.getList(range.fieldIndex("shape"));
      List<Long> strides = range.getList(range.fieldIndex("strides"));
      for (long i = 0; i < shape.get(0); i++) {
        for (long j = 0; j < shape.get(1); j++) {
          long at = range.<Long>getAs("offset") + i * strides.get(0) + j * strides.get(1);
          elements.add(mapped.getInt((int) at));
        }
      }
    }
    return elements;
  }

  private static List<Integer> inBlock(byte[] block) {
    ByteBuffer bytes = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
    List<Integer> elements = new ArrayList<>();
    while (bytes.hasRemaining()) {
      elements.add(bytes.getInt());
    }
    return elements;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "C; ...; 7",
        "C; 2:45:3, ::-1; 4",
        "C; ::-1, 1:4; 9",
        "C; 40:3:-7; 1",
        "C; :, 2:3; 50",
        "F; ...; 7",
        "F; ::-2, ::-2; 6",
        "F; 5:6; 100"
      })
  void rangesAndBlocksHaveTheRowsInOrder(String order, String slice, int most) throws IOException {
    String[] options = {"path", file(order), "order", order, "slice", slice, "numPartitions", "3"};
    List<Integer> expected = new ArrayList<>();
    read("array", options).collectAsList().forEach(row -> expected.addAll(row.<Integer>getList(0)));
    List<Long> indices =
        read("array", options).select("_row").collectAsList().stream()
            .map(row -> row.getLong(0))
            .toList();

    String[] cut = with(options, "rangeRows", most);
    List<Row> ranges = read("ranges", cut).collectAsList();
    assertThat(elements(ranges)).isEqualTo(expected);
    List<Long> named = new ArrayList<>();
    for (Row range : ranges) {
      long row = range.getAs("row");
      long step = range.getAs("step");
      long count = range.getAs("rows");
      LongStream.range(0, count).forEach(k -> named.add(row + k * step));
    }
    assertThat(named).isEqualTo(indices);
    assertThat(ranges).allMatch(range -> range.<Long>getAs("rows") <= most);

    Dataset<Row> blocks = read("bytes", cut);
    List<Integer> found = new ArrayList<>();
    blocks.collectAsList().forEach(block -> found.addAll(inBlock(block.getAs("value"))));
    assertThat(found).isEqualTo(expected);
    assertThat(blocks.select("_row").collectAsList())
        .isEqualTo(read("ranges", cut).select("row").collectAsList());
    assertThat(blocks.count()).isEqualTo(ranges.size());
  }

  @Test
  void onlyTheLastOfTheRangesIsShorterHoweverTheTasksAreCut() {
    for (int tasks : new int[] {1, 2, 3, 7, 20}) {
      Dataset<Row> ranges =
          read("ranges", "path", file("C"), "rangeRows", "8", "numPartitions", "" + tasks);
      assertThat(longs(ranges, "rows")).containsExactly(8L, 8L, 8L, 8L, 8L, 8L, 2L);
      assertThat(ranges.toJavaRDD().getNumPartitions()).isEqualTo(Math.min(7, tasks));
    }
  }

  @Test
  void withoutRangeRowsATaskIsOneRange() {
    Dataset<Row> ranges = read("ranges", "path", file("C"), "numPartitions", "4");
    assertThat(longs(ranges, "row")).containsExactly(0L, 13L, 26L, 38L);
    assertThat(longs(ranges, "rows")).containsExactly(13L, 13L, 12L, 12L);
    assertThat(ranges.toJavaRDD().getNumPartitions()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ranges", "bytes"})
  void predicatesOnRowsCutTheRanges(String layout) {
    Dataset<Row> all =
        read(layout, "path", file("C"), "rangeRows", "8", "slice", "::2", "numPartitions", "2");
    Dataset<Row> some = all.where("_row BETWEEN 9 AND 40 AND _row <> 20 OR _row IN (2, 4)");
    assertThat(longs(some.select("_row"), "_row")).containsExactly(2L, 10L, 22L, 38L);
    assertThat(some.count()).isEqualTo(4);
    assertThat(some.agg(max("_row"), count("*")).collectAsList())
        .containsExactly(RowFactory.create(38L, 4L));
    assertThat(all.where("_row > 1000").collectAsList()).isEmpty();
  }

  @Test
  void otherPredicatesOnRowsAreRefused() {
    Dataset<Row> ranges = read("ranges", "path", file("C"), "rangeRows", "8");
    for (String predicate : List.of("_row % 2 = 0", "_row < 5 OR rows = 2")) {
      assertThatThrownBy(() -> ranges.where(predicate).collectAsList())
          .as(predicate)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("predicate ")
          .hasMessageContaining(
              "each row stands for a range of rows of the array (layout=ranges or rangeRows), and"
                  + " this selects no ranges; compare the row index alone with literals");
    }
    assertThat(longs(ranges.where("_row < 45 AND rows < 8"), "row")).containsExactly(40L);
    assertThat(longs(ranges.where("row > 36"), "row")).containsExactly(40L, 48L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ranges", "bytes"})
  void limitsSortsAndCountsAreAboutRanges(String layout) {
    Dataset<Row> ranges = read(layout, "path", file("C"), "rangeRows", "8", "numPartitions", "2");
    assertThat(longs(ranges.select("_row").limit(2), "_row")).containsExactly(0L, 8L);
    assertThat(longs(ranges.select("_row").orderBy(desc("_row")).limit(2), "_row"))
        .containsExactly(48L, 40L);
    assertThat(longs(ranges.select("_row").offset(5), "_row")).containsExactly(40L, 48L);
    assertThat(ranges.groupBy("_file").count().collectAsList())
        .containsExactly(RowFactory.create(file("C"), 7L));
    assertThat(ranges.queryExecution().optimizedPlan().stats().rowCount().get().toString())
        .isEqualTo("7");
  }

  /** A runtime filter on rows would make other ranges than those that were joined. */
  @Test
  void joinsFindTheFirstRowsOfRanges() {
    Dataset<Row> blocks = read("bytes", "path", file("C"), "rangeRows", "8", "rowIndex", "i");
    Dataset<Row> keys = SPARK.spark().range(0, 50, 12).withColumnRenamed("id", "i").where("i < 99");
    assertThat(longs(blocks.join(keys, "i").orderBy("i"), "i")).containsExactly(0L, 24L, 48L);
  }

  @Test
  void foldersAndFilesAreColumns() throws IOException {
    Path root = folder.resolve("days");
    for (int day = 1; day <= 3; day++) {
      Path file = Files.createDirectories(root.resolve("day=" + day)).resolve("a.dat");
      Files.copy(Path.of(file("C")), file, StandardCopyOption.REPLACE_EXISTING);
    }
    Dataset<Row> ranges = read("ranges", "path", root.toString(), "rangeRows", "30");
    assertThat(longs(ranges, "rows")).containsExactly(30L, 20L, 30L, 20L, 30L, 20L);
    assertThat(ranges.select("day").distinct().count()).isEqualTo(3);
    assertThat(longs(ranges.where("day = 2 AND _row >= 10"), "row")).containsExactly(10L, 40L);
    assertThat(longs(ranges.where("_file LIKE '%day=3%'"), "row")).containsExactly(0L, 30L);
  }

  @Test
  void rowsWithoutBytesHaveNoRanges() {
    String[] none = {"path", file("C"), "shape", "5,0"};
    assertThat(read("ranges", none).collectAsList()).isEmpty();
    assertThat(read("ranges", none).count()).isZero();
    assertThat(read("bytes", with(none, "rangeRows", 2)).collectAsList())
        .extracting(row -> row.<byte[]>getAs("value").length)
        .containsExactly(0, 0, 0);
    assertThat(read("ranges", "path", file("C"), "shape", "0,6").collectAsList()).isEmpty();
  }

  @Test
  void aFileThatChangesAfterPlanningIsAnError() throws IOException {
    Path file = folder.resolve("changes.dat");
    Files.copy(Path.of(file("C")), file);
    Dataset<Row> planned = read("ranges", "path", file.toString(), "rangeRows", "8");
    assertThat(planned.count()).isEqualTo(7);
    planned.queryExecution().executedPlan();
    Files.copy(Path.of(file("C")), folder.resolve("other.dat"));
    Files.move(folder.resolve("other.dat"), file, StandardCopyOption.REPLACE_EXISTING);
    assertThatThrownBy(planned::collectAsList).hasStackTraceContaining("changes.dat");
    Files.write(file, new byte[600]);
    assertThatThrownBy(planned::collectAsList).hasStackTraceContaining("changes.dat");
  }

  /** The task opens the file before it says where ranges lie. */
  @Test
  void aFileThatIsReplacedBeforeTheTaskIsAnError() throws IOException {
    Path file = folder.resolve("replaced.dat");
    Files.copy(Path.of(file("C")), file);
    Map<String, String> options =
        Map.of("dtype", "i4", "shape", "50,6", "layout", "ranges", "rangeRows", "8");
    Batch planned = new TaskRead(file.toString(), options, null).batch();
    InputPartition task = planned.planInputPartitions()[0];
    Files.copy(Path.of(file("C")), folder.resolve("fresh.dat"));
    Files.move(folder.resolve("fresh.dat"), file, StandardCopyOption.REPLACE_EXISTING);
    PartitionReaderFactory readers = planned.createReaderFactory();
    try (PartitionReader<InternalRow> reader = readers.createReader(task)) {
      assertThatThrownBy(reader::next)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("replaced.dat");
    }
  }

  @Test
  void tablesOfRangesAreReadOnly() {
    SPARK.spark().conf().set("spark.sql.catalog.arrays", MemmapCatalog.class.getName());
    String name = "arrays.`" + file("C") + "?dtype=i4&shape=50,6&layout=ranges&rangeRows=30`";
    assertThat(longs(SPARK.spark().sql("SELECT * FROM " + name), "rows")).containsExactly(30L, 20L);
    for (String statement :
        List.of("INSERT INTO " + name + " TABLE " + name, "UPDATE " + name + " SET rows = 1")) {
      assertThatThrownBy(() -> SPARK.spark().sql(statement))
          .as(statement)
          .hasMessageContaining("of ranges of rows is not done; they say where rows lie");
    }
  }

  private static List<Long> longs(Dataset<Row> rows, String column) {
    return rows.collectAsList().stream().map(row -> row.<Long>getAs(column)).toList();
  }
}
