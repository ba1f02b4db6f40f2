package io.memmap.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.memmap.scale.probe.FinishedTask;
import io.memmap.scale.probe.JobWatch;
import io.memmap.scale.probe.SparseFile;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Extreme shapes: axes of length zero, more tasks than rows, batches larger than the array, the
 * most columns.
 */
class DegenerateShapesTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private static final long TEBI = 1L << 40;

  /** Seven int32 values: 0 to 6. */
  private static SparseFile seven;

  @TempDir static Path folder;

  @BeforeAll
  static void create() throws IOException {
    seven = SparseFile.of(folder.resolve("seven.dat"), 7 * Integer.BYTES);
    for (int i = 0; i < 7; i++) {
      seven.putInt((long) i * Integer.BYTES, i);
    }
  }

  private static Dataset<Row> read(SparseFile file, Map<String, String> options) {
    return SPARK
        .spark()
        .read()
        .format("memmap")
        .option("dtype", "<i4")
        .options(options)
        .load(file.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "0, C, mmap",
    "0, C, read",
    "'0,3', C, mmap",
    "'0,3', F, mmap",
    "'0,3', F, read",
    "'0,0', C, mmap"
  })
  void anArrayWithoutRowsGivesNoRows(String shape, String order, String access) {
    Dataset<Row> none =
        read(seven, Map.of("shape", shape, "order", order, "access", access, "numPartitions", "5"));
    assertThat(none.columns()).hasSize(shape.equals("0") ? 1 : shape.charAt(2) - '0');
    assertThat(none.toJavaRDD().getNumPartitions()).isZero();
    assertThat(none.collectAsList()).isEmpty();
    assertThat(none.count()).isZero();
    assertThat(none.limit(3).collectAsList()).isEmpty();
    assertThat(none.isEmpty()).isTrue();
  }

  @Test
  void theSumOfNoRowsIsNull() {
    assertThat(read(seven, Map.of("shape", "0")).selectExpr("sum(value)", "count(value)").head())
        .isEqualTo(RowFactory.create(null, 0L));
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "F"})
  void rowsWithoutColumnsAreCounted(String order) {
    Dataset<Row> rows = read(seven, Map.of("shape", "5,0", "order", order));
    assertThat(rows.columns()).isEmpty();
    assertThat(rows.count()).isEqualTo(5);
    assertThat(rows.collectAsList()).isEqualTo(Collections.nCopies(5, RowFactory.create()));
  }

  @ParameterizedTest
  @CsvSource({"C, mmap", "C, read", "F, mmap", "F, read"})
  void arraysWithoutElementsAreEmpty(String order, String access) {
    Dataset<Row> arrays =
        read(
            seven,
            Map.of(
                "shape",
                "5,0",
                "order",
                order,
                "access",
                access,
                "layout",
                "array",
                "rowIndex",
                "i"));
    assertThat(arrays.selectExpr("i", "size(value)").collectAsList())
        .isEqualTo(IntStream.range(0, 5).mapToObj(i -> RowFactory.create((long) i, 0)).toList());
  }

  @Test
  void aTrillionRowsWithoutColumnsAreCounted() {
    Dataset<Row> rows = read(seven, Map.of("shape", TEBI + ",0"));
    assertThat(rows.count()).isEqualTo(TEBI);
    assertThat(rows.limit(10).collectAsList())
        .isEqualTo(Collections.nCopies(10, RowFactory.create()));
    assertThat(rows.toJavaRDD().getNumPartitions()).isBetween(1, 10_000);
  }

  @Test
  void rowsWithoutBytesHaveIndices() {
    Dataset<Row> rows =
        read(seven, Map.of("shape", TEBI + ",0", "rowIndex", "i", "numPartitions", "10000"));
    assertThat(rows.limit(2).collectAsList())
        .containsExactly(RowFactory.create(0L), RowFactory.create(1L));
  }

  @ParameterizedTest
  @CsvSource({"mmap, 8", "mmap, 2147483647", "read, 8", "read, 1000000"})
  void batchRowsMayExceedTheNumberOfRows(String access, String batchRows) {
    Dataset<Row> array = read(seven, Map.of("access", access, "batchRows", batchRows));
    assertThat(array.collectAsList()).isEqualTo(zeroToSix());
  }

  @ParameterizedTest
  @ValueSource(strings = {"mmap", "read"})
  void moreTasksThanRowsReadOneRowEach(String access) {
    try (JobWatch watch = JobWatch.of(SPARK.spark())) {
      Dataset<Row> array = read(seven, Map.of("access", access, "numPartitions", "100"));
      assertThat(array.collectAsList()).isEqualTo(zeroToSix());
      assertThat(watch.tasks())
          .hasSize(7)
          .allMatch(task -> task.bytesMapped() + task.bytesRead() == Integer.BYTES);
    }
  }

  private static List<Row> zeroToSix() {
    return IntStream.range(0, 7).mapToObj(RowFactory::create).toList();
  }

  @ParameterizedTest
  @CsvSource({"C, mmap", "C, read", "F, mmap", "F, read"})
  void onlyTheSelectedColumnOfTenThousandIsRead(String order, String access) throws IOException {
    int rows = 20;
    int columns = 10_000;
    SparseFile wide = SparseFile.of(folder.resolve("wide.dat"), (long) rows * columns * 4);
    for (int row = 0; row < rows; row++) {
      long last = order.equals("C") ? (row + 1L) * columns - 1 : (columns - 1L) * rows + row;
      wide.putInt(4 * last, 100 + row);
    }
    try (JobWatch watch = JobWatch.of(SPARK.spark())) {
      Dataset<Row> last =
          read(
                  wide,
                  Map.of(
                      "shape",
                      rows + "," + columns,
                      "order",
                      order,
                      "access",
                      access,
                      "numPartitions",
                      "1"))
              .select("_c9999");
      assertThat(last.collectAsList())
          .isEqualTo(IntStream.range(100, 100 + rows).mapToObj(RowFactory::create).toList());
      long span = order.equals("C") ? (rows - 1L) * columns * 4 + 4 : rows * 4L;
      assertThat(watch.tasks())
          .extracting(FinishedTask::bytesMapped)
          .containsExactly(access.equals("mmap") ? span : 0);
      assertThat(watch.tasks())
          .extracting(FinishedTask::bytesRead)
          .containsExactly(access.equals("read") ? rows * 4L : 0);
    }
  }

  @Test
  void moreThanTenThousandColumnsAreAnError() throws IOException {
    SparseFile wider = SparseFile.of(folder.resolve("wider.dat"), 10_001 * 4);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(wider, Map.of("shape", "1,10001")))
        .withMessageContainingAll(wider.toString(), "10001", "10000", "layout=array");
    assertThat(
            read(wider, Map.of("shape", "1,10001", "layout", "array"))
                .selectExpr("size(value)")
                .head())
        .isEqualTo(RowFactory.create(10_001));
  }
}
