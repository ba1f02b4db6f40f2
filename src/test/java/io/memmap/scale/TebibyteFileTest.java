package io.memmap.scale;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.scale.probe.FinishedTask;
import io.memmap.scale.probe.JobWatch;
import io.memmap.scale.probe.SparseFile;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.spark.sql.DataFrameReader;
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
 * A sparse file of 1 TiB. A test that read all of it would take minutes, even though it is nearly
 * all holes.
 */
class TebibyteFileTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private static final long BYTES = 1L << 40;
  private static final long ROWS = BYTES / Long.BYTES;

  /**
   * Rows on both sides of the positions where a 32-bit byte offset or row index changes its sign or
   * overflows.
   */
  private static final List<Long> ROWS_AT_BOUNDARIES =
      LongStream.of(2L << 30, 4L << 30, 8L << 31, 8L << 32, BYTES)
          .map(position -> position / Long.BYTES)
          .flatMap(row -> LongStream.of(row - 1, row))
          .filter(row -> row < ROWS)
          .boxed()
          .toList();

  @TempDir static Path folder;

  private static SparseFile file;

  @BeforeAll
  static void create() throws IOException {
    file = SparseFile.of(folder.resolve("tebibyte.dat"), BYTES);
    for (int row = 0; row < 10; row++) {
      file.putLong((long) row * Long.BYTES, valueOf(row));
    }
    for (long row : ROWS_AT_BOUNDARIES) {
      file.putLong(row * Long.BYTES, valueOf(row));
    }
  }

  /** The value of a row: never zero, and different for each row. */
  private static long valueOf(long row) {
    return -1 - row * 3;
  }

  private static Dataset<Row> read(String shape, String order) {
    return reader(shape, order).load(file.toString());
  }

  private static DataFrameReader reader(String shape, String order) {
    return SPARK
        .spark()
        .read()
        .format("memmap")
        .option("dtype", "<i8")
        .option("shape", shape)
        .option("order", order)
        .option("rowIndex", "i");
  }

  @Test
  void planningRunsNoJob() {
    try (JobWatch watch = JobWatch.of(SPARK.spark())) {
      Dataset<Row> array = read("-1", "C").where("value > 5").select("value");
      assertThat(array.queryExecution().executedPlan().toString()).contains("memmap");
      assertThat(watch.jobs()).isZero();
    }
  }

  /** A count may take one task, in which Spark projects a local row; it does not read the file. */
  @ParameterizedTest
  @CsvSource({"-1, C", "'-1,16', C", "'-1,16', F"})
  void countsComeFromTheShape(String shape, String order) throws IOException {
    long rows = shape.equals("-1") ? ROWS : ROWS / 16;
    try (JobWatch watch = JobWatch.of(SPARK.spark())) {
      assertThat(read(shape, order).count()).isEqualTo(rows);
      assertThat(watch.tasks()).hasSizeLessThan(2);
    }
    Dataset<Row> counts = read(shape, order).selectExpr("count(*)", "count(1)");
    assertThat(counts.queryExecution().executedPlan().toString())
        .contains("LocalTableScan")
        .doesNotContain("BatchScan");
    assertThat(counts.head()).isEqualTo(RowFactory.create(rows, rows));
  }

  @Test
  void aPlannedCountNeedsNoFile() throws IOException {
    SparseFile gone = SparseFile.of(folder.resolve("gone.dat"), BYTES);
    Dataset<Row> count =
        SPARK.spark().read().format("memmap").load(gone.toString()).selectExpr("count(*)");
    assertThat(count.queryExecution().executedPlan().toString()).contains("LocalTableScan");
    Files.delete(gone.path());
    assertThat(count.collectAsList()).containsExactly(RowFactory.create(BYTES));
  }

  @Test
  void aLimitMapsOnlyItsRowsInOneTask() {
    try (JobWatch watch = JobWatch.of(SPARK.spark())) {
      List<Row> rows = read("-1", "C").limit(10).collectAsList();

      assertThat(rows).hasSize(10);
      for (int i = 0; i < 10; i++) {
        assertThat(rows.get(i)).isEqualTo(RowFactory.create((long) i, valueOf(i)));
      }
      assertThat(watch.jobs()).isOne();
      assertThat(watch.tasks()).extracting(FinishedTask::bytesMapped).containsExactly(80L);
    }
  }

  @Test
  void aLimitMapsOnlyItsRowsOfEachColumn() {
    try (JobWatch watch = JobWatch.of(SPARK.spark())) {
      List<Row> rows = read("-1,16", "F").limit(10).collectAsList();

      assertThat(rows).hasSize(10);
      assertThat(rows.get(9).getLong(1)).isEqualTo(valueOf(9));
      assertThat(watch.tasks()).extracting(FinishedTask::bytesMapped).containsExactly(16 * 80L);
      assertThat(watch.tasks()).extracting(FinishedTask::windowsMapped).containsExactly(16L);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mmap", "read"})
  void aLimitThatIsNotPushedStopsTheTask(String access) {
    try (JobWatch watch = JobWatch.of(SPARK.spark())) {
      Dataset<Row> array =
          SPARK
              .spark()
              .read()
              .format("memmap")
              .option("dtype", "<i8")
              .option("pushdown", "false")
              .option("access", access)
              .load(file.toString());
      assertThat(array.limit(10).collectAsList())
          .extracting(row -> row.getLong(0))
          .isEqualTo(LongStream.range(0, 10).map(TebibyteFileTest::valueOf).boxed().toList());
      assertThat(watch.tasks()).hasSize(1);
    }
  }

  @Test
  void partitionsFollowTheSettingsUpToTenThousand() {
    assertThat(read("-1", "C").toJavaRDD().getNumPartitions()).isEqualTo(8192);
    assertThat(readIn("partitionBytes", "1g").toJavaRDD().getNumPartitions()).isEqualTo(1024);
    assertThat(readIn("partitionBytes", "1").toJavaRDD().getNumPartitions()).isEqualTo(10_000);
    assertThat(readIn("numPartitions", "3").toJavaRDD().getNumPartitions()).isEqualTo(3);
  }

  private static Dataset<Row> readIn(String option, String value) {
    return SPARK.spark().read().format("memmap").option(option, value).load(file.toString());
  }

  /**
   * Reads the partitions of the whole array in which the boundary rows are, so that row indices and
   * positions are large.
   */
  @ParameterizedTest
  @ValueSource(strings = {"mmap", "read"})
  void rowsAtBoundariesHaveTheirValues(String access) {
    Dataset<Row> marked =
        SPARK
            .spark()
            .read()
            .format("memmap")
            .option("dtype", "<i8")
            .option("rowIndex", "i")
            .option("access", access)
            .option("numPartitions", 1 << 16)
            .load(file.toString())
            .where("value <> 0");
    long rowsPerPartition = ROWS >> 16;
    int[] partitions =
        ROWS_AT_BOUNDARIES.stream()
            .mapToInt(row -> (int) (row / rowsPerPartition))
            .distinct()
            .toArray();

    List<Row> found = new ArrayList<>();
    Arrays.stream(marked.toJavaRDD().collectPartitions(partitions)).forEach(found::addAll);

    assertThat(found)
        .isEqualTo(
            ROWS_AT_BOUNDARIES.stream().map(row -> RowFactory.create(row, valueOf(row))).toList());
  }

  /** Small arrays across a boundary, not aligned to their item size. */
  @ParameterizedTest
  @CsvSource({
    "0x80000000, mmap", "0x80000000, read",
    "0x100000000, mmap", "0x100000000, read",
    "0xFFFFFFFFFE, mmap", "0xFFFFFFFFFE, read"
  })
  void anArrayMayLieAcrossABoundary(String mark, String access) throws IOException {
    SparseFile small = SparseFile.of(folder.resolve("offset.dat"), BYTES);
    long offset = Long.decode(mark) - 6;
    small.putInt(offset, 11).putInt(offset + 4, 22);
    Dataset<Row> array =
        SPARK
            .spark()
            .read()
            .format("memmap")
            .option("dtype", "<i4")
            .option("offset", offset)
            .option("shape", "2")
            .option("access", access)
            .load(small.toString());
    assertThat(array.collectAsList()).containsExactly(RowFactory.create(11), RowFactory.create(22));
  }

  @Test
  void theLastElementOfTheLastRowIsRead() {
    Dataset<Row> ends =
        readArrays("-1,1048576", "C").selectExpr("i", "element_at(value, -1) AS end");
    int last = ends.toJavaRDD().getNumPartitions() - 1;

    List<Row> rows = ends.where("end <> 0").toJavaRDD().collectPartitions(new int[] {last})[0];

    assertThat(rows).containsExactly(RowFactory.create((1L << 17) - 1, valueOf(ROWS - 1)));
  }

  @Test
  void aLimitGathersTheElementsOfItsArrays() {
    try (JobWatch watch = JobWatch.of(SPARK.spark())) {
      List<Row> rows =
          readArrays("-1,1024", "F").limit(3).selectExpr("value[0]", "value[2]").collectAsList();

      assertThat(rows)
          .containsExactly(
              RowFactory.create(valueOf(0), valueOf(2L << 30 >> 3)),
              RowFactory.create(valueOf(1), 0L),
              RowFactory.create(valueOf(2), 0L));
      assertThat(watch.tasks()).extracting(FinishedTask::bytesRead).containsExactly(3 * 1024 * 8L);
    }
  }

  private static Dataset<Row> readArrays(String shape, String order) {
    return reader(shape, order).option("layout", "array").load(file.toString());
  }
}
