package io.memmap.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.scale.probe.FinishedTask;
import io.memmap.scale.probe.HeldFiles;
import io.memmap.scale.probe.JobWatch;
import io.memmap.scale.probe.SparseFile;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * When a query has ended, in whatever way, the process has no mapping of the file and no open
 * descriptor.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "looks at /proc/self")
class UnmappingTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private static final int COLUMNS = 5;
  private static final int ROWS = 100_003;
  private static final int TASKS = 4;

  @TempDir Path folder;

  private SparseFile file;
  private HeldFiles held;

  @BeforeEach
  void create() throws IOException {
    file = SparseFile.of(folder.resolve("array.dat"), (long) ROWS * COLUMNS * Integer.BYTES);
    held = new HeldFiles(folder);
  }

  private Dataset<Row> read(String access) {
    return SPARK
        .spark()
        .read()
        .format("memmap")
        .option("dtype", "<i4")
        .option("shape", ROWS + "," + COLUMNS)
        .option("access", access)
        .option("numPartitions", TASKS)
        .option("batchRows", 1000)
        .load(file.toString());
  }

  /** The mappings and descriptors that the process has after 1500 rows of each task. */
  private Dataset<String> heldAfter1500Rows(boolean readOn, String access) {
    String watched = folder.toString();
    MapPartitionsFunction<Row, String> look =
        rows -> {
          for (int i = 0; i < 1500 && rows.hasNext(); i++) {
            rows.next();
          }
          HeldFiles now = new HeldFiles(Path.of(watched));
          List<String> seen =
              List.of(
                  now.mappings().isEmpty() ? "not mapped" : "mapped",
                  now.descriptors().isEmpty() ? "closed" : "open");
          while (readOn && rows.hasNext()) {
            rows.next();
          }
          return seen.iterator();
        };
    return read(access).mapPartitions(look, Encoders.STRING());
  }

  private static String[] heldByTasks(String access) {
    return new String[] {access.equals("mmap") ? "mapped" : "not mapped", "open"};
  }

  @ParameterizedTest
  @ValueSource(strings = {"mmap", "read"})
  void aFullScanReleasesTheFile(String access) throws InterruptedException {
    assertThat(heldAfter1500Rows(true, access).collectAsList())
        .hasSize(2 * TASKS)
        .containsOnly(heldByTasks(access));
    assertThat(held.leftovers()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mmap", "read"})
  void tasksThatStopEarlyReleaseTheFile(String access) throws InterruptedException {
    assertThat(heldAfter1500Rows(false, access).collectAsList())
        .hasSize(2 * TASKS)
        .containsOnly(heldByTasks(access));
    assertThat(held.leftovers()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mmap", "read"})
  void aLimitReleasesTheFile(String access) throws InterruptedException {
    assertThat(read(access).limit(1500).collectAsList()).hasSize(1500);
    assertThat(heldAfter1500Rows(false, access).limit(2).collectAsList())
        .containsExactly(heldByTasks(access));
    assertThat(held.leftovers()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mmap", "read"})
  void tasksThatFailReleaseTheFile(String access) throws InterruptedException {
    String watched = folder.toString();
    MapPartitionsFunction<Row, String> fail =
        rows -> {
          // Spark's iterator of rows returns rows only after a call of hasNext()
          assertThat(rows.hasNext()).isTrue();
          rows.next();
          HeldFiles now = new HeldFiles(Path.of(watched));
          throw new IllegalStateException(
              "failed with " + now.mappings().size() + " mappings and " + now.descriptors());
        };
    Dataset<String> failing = read(access).mapPartitions(fail, Encoders.STRING());

    assertThatThrownBy(failing::collectAsList)
        .rootCause()
        .hasMessageMatching("failed with " + (access.equals("mmap") ? "[1-9]" : "0") + ".*array.*");
    assertThat(held.leftovers()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mmap", "read"})
  void aCancelledJobReleasesTheFile(String access) throws Exception {
    try (CancelledJob job = CancelledJob.start(SPARK.spark(), read(access))) {
      assertThat(held.descriptors()).isNotEmpty();
      assertThat(held.mappings().isEmpty()).isEqualTo(access.equals("read"));
      assertThat(job.cancel()).hasMessageContaining("cancelled");
    }
    assertThat(held.leftovers()).isEmpty();
  }

  @Test
  void eachTaskMapsItsOwnRows() {
    try (JobWatch watch = JobWatch.of(SPARK.spark())) {
      assertThat(read("mmap").collectAsList()).hasSize(ROWS);

      List<FinishedTask> tasks = watch.tasks();
      assertThat(tasks).hasSize(TASKS);
      for (FinishedTask task : tasks) {
        int rows = ROWS / TASKS + (task.partition() < ROWS % TASKS ? 1 : 0);
        assertThat(task.bytesMapped()).isEqualTo((long) rows * COLUMNS * Integer.BYTES);
        assertThat(task.windowsMapped()).isOne();
      }
    }
  }

  @Test
  void aWindowIsUnmappedBeforeTheNextIsMapped() throws IOException, InterruptedException {
    int rows = 72_000;
    file.resize(rows * 8000L);
    String watched = folder.toString();
    MapPartitionsFunction<Row, Integer> look =
        iterator -> {
          HeldFiles now = new HeldFiles(Path.of(watched));
          int most = 0;
          for (int i = 0; iterator.hasNext(); i++) {
            iterator.next();
            if (i % 10_000 == 0) {
              most = Math.max(most, now.mappings().size());
            }
          }
          return List.of(most).iterator();
        };
    try (JobWatch watch = JobWatch.of(SPARK.spark())) {
      Dataset<Row> wide =
          SPARK
              .spark()
              .read()
              .format("memmap")
              .option("dtype", "<i8")
              .option("shape", rows + ",1000")
              .option("numPartitions", 1)
              .load(file.toString())
              .select("_c0", "_c999");
      assertThat(wide.mapPartitions(look, Encoders.INT()).collectAsList()).containsExactly(1);
      assertThat(watch.tasks()).extracting(FinishedTask::windowsMapped).containsExactly(3L);
    }
    assertThat(held.leftovers()).isEmpty();
  }
}
