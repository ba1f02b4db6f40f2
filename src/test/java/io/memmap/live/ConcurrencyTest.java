package io.memmap.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.memmap.scale.probe.HeldFiles;
import io.memmap.scale.probe.SparseFile;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Concurrent queries, and queries that are cancelled while they read. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "looks at /proc/self")
class ConcurrencyTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private static final int ROWS = 300_000;
  private static final int THREADS = 4;
  private static final int QUERIES = 3;
  private static final long PATIENCE_SECONDS = 60;

  @TempDir Path folder;

  private Dataset<Row> read(Path path, String access) {
    return SPARK
        .spark()
        .read()
        .format("memmap")
        .option("dtype", "<i4")
        .option("access", access)
        .option("numPartitions", 5)
        .option("batchRows", 1000)
        .load(path.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"mmap", "read"})
  void threadsShareADataFrame(String access) throws Exception {
    Path path = IntArrayFile.create(folder.resolve("array.dat"), ROWS, 1).path();
    Dataset<Row> array = read(path, access);
    Dataset<Row> some = array.where("value % 1000 = 1");
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> queries = new ArrayList<>();
      for (int i = 0; i < THREADS * QUERIES; i++) {
        queries.add(threads.submit(() -> compare(array, some)));
      }
      for (Future<?> query : queries) {
        query.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(new HeldFiles(folder).leftovers()).isEmpty();
  }

  /**
   * The first query has one plan that all threads share; each thread plans the second query again.
   */
  private static void compare(Dataset<Row> array, Dataset<Row> some) {
    List<Row> rows = some.collectAsList();
    assertThat(rows).hasSize(ROWS / 1000);
    for (int i = 0; i < rows.size(); i++) {
      assertThat(rows.get(i)).isEqualTo(RowFactory.create(1000 * i + 1));
    }
    assertThat(array.selectExpr("count(value)", "sum(value)", "max(value)").head())
        .isEqualTo(RowFactory.create((long) ROWS, ROWS * (ROWS - 1L) / 2, ROWS - 1));
  }

  /** A full scan would take minutes, so only the cancellation can end it. */
  @ParameterizedTest
  @ValueSource(strings = {"mmap", "read"})
  void aScanIsCancelledWhileItReads(String access) throws Exception {
    SparseFile endless = SparseFile.of(folder.resolve("endless.dat"), 1L << 40);
    Dataset<Row> sum = read(endless.path(), access).selectExpr("sum(value)");
    HeldFiles held = new HeldFiles(folder);
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<Throwable> failure = thread.submit(() -> cancelled(sum, "endless " + access));
      while (held.descriptors().isEmpty() && !failure.isDone()) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
      assertThat(held.mappings().isEmpty()).isEqualTo(access.equals("read"));
      SPARK.spark().sparkContext().cancelJobGroup("endless " + access);

      assertThat(failure.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).hasMessageContaining("cancelled");
    } finally {
      SPARK.spark().sparkContext().cancelJobGroup("endless " + access);
      thread.shutdownNow();
    }
    assertThat(held.leftovers()).isEmpty();
    assertSessionIsUsable();
  }

  private static Throwable cancelled(Dataset<Row> query, String group) {
    SPARK.spark().sparkContext().setJobGroup(group, "to be cancelled", true);
    return catchThrowable(query::collectAsList);
  }

  @Test
  void aTaskIsInterruptedBetweenItsRows() throws Exception {
    Path path = IntArrayFile.create(folder.resolve("array.dat"), ROWS, 1).path();
    try (CancelledJob job = CancelledJob.start(SPARK.spark(), read(path, "mmap"))) {
      assertThat(job.cancel()).hasMessageContaining("cancelled");
    }
    assertSessionIsUsable();
  }

  private void assertSessionIsUsable() throws IOException {
    Path path = IntArrayFile.create(folder.resolve("next.dat"), 100, 1).path();
    assertThat(IntArrayFile.collect(read(path, "mmap"))).isEqualTo(IntArrayFile.multiples(100, 1));
    assertThat(IntArrayFile.collect(read(path, "read"))).isEqualTo(IntArrayFile.multiples(100, 1));
  }
}
