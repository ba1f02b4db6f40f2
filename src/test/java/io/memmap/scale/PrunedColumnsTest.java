package io.memmap.scale;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.scale.probe.FinishedTask;
import io.memmap.scale.probe.JobWatch;
import io.memmap.scale.probe.SparseFile;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two of 32 columns, one before and one after 4 GiB: each task maps or reads only these two. */
class PrunedColumnsTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private static final long ROWS = 150_000_000;
  private static final int COLUMNS = 32;
  private static final int TASKS = 7;

  @TempDir static Path folder;

  private static SparseFile file;

  @BeforeAll
  static void create() throws IOException {
    file = SparseFile.of(folder.resolve("columns.dat"), COLUMNS * ROWS);
    for (long row : spots()) {
      // the neighbours have values as well, so that an error of one column or row is seen
      file.putByte(2 * ROWS + row, 102).putByte(3 * ROWS + row, third(row));
      file.putByte(29 * ROWS + row, far(row)).putByte(30 * ROWS + row, 112);
    }
  }

  /**
   * The first and last rows of the columns, one row between, and the rows on both sides of each
   * boundary between tasks.
   */
  private static List<Long> spots() {
    long last = ROWS - 1;
    return LongStream.concat(
            LongStream.of(0, 123_456_789, last),
            LongStream.rangeClosed(1, TASKS - 1)
                .map(task -> end(task))
                .flatMap(end -> LongStream.of(end - 1, end)))
        .sorted()
        .boxed()
        .toList();
  }

  /** The exclusive end of the rows of the first {@code tasks} tasks. */
  private static long end(long tasks) {
    return ROWS / TASKS * tasks + Math.min(tasks, ROWS % TASKS);
  }

  private static int third(long row) {
    return 1 + (int) (row % 100);
  }

  private static int far(long row) {
    return 200 + (int) (row % 50);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mmap", "read"})
  void onlySelectedColumnsAreMapped(String access) {
    Dataset<Row> spots =
        SPARK
            .spark()
            .read()
            .format("memmap")
            .option("shape", ROWS + "," + COLUMNS)
            .option("order", "F")
            .option("rowIndex", "i")
            .option("numPartitions", TASKS)
            .option("access", access)
            .load(file.toString())
            .select("i", "_c29", "_c3")
            .where("_c3 <> 0 OR _c29 <> 0");
    try (JobWatch watch = JobWatch.of(SPARK.spark())) {
      assertThat(spots.collectAsList())
          .isEqualTo(
              spots().stream()
                  .map(row -> RowFactory.create(row, (short) far(row), (short) third(row)))
                  .toList());

      List<FinishedTask> tasks = watch.tasks();
      assertThat(tasks).hasSize(TASKS);
      for (FinishedTask task : tasks) {
        long wanted = 2 * (end(task.partition() + 1) - end(task.partition()));
        assertThat(task.bytesMapped()).isEqualTo(access.equals("mmap") ? wanted : 0);
        assertThat(task.bytesRead()).isEqualTo(access.equals("mmap") ? 0 : wanted);
      }
    }
  }
}
