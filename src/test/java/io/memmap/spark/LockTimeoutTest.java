package io.memmap.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.storage.publish.InPlaceUpdate;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Writes to one file that wait for each other. */
class LockTimeoutTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private static final int WRITERS = 4;
  private static final int ROWS = 1000;

  @TempDir Path folder;

  private static Dataset<Row> rows(long first, long end) {
    return SPARK.spark().range(first, end, 1, 2).selectExpr("id as r", "id + 1 as value");
  }

  private DataFrameWriter<Row> write(Dataset<Row> rows, String timeout) {
    return rows.write()
        .format("memmap")
        .mode("append")
        .option("dtype", "int64")
        .option("sync", "false")
        .option("lockTimeout", timeout);
  }

  private static void allAtOnce(List<Callable<Void>> writes) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(writes.size());
    try {
      for (Future<Void> written : threads.invokeAll(writes)) {
        written.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private List<Long> values(Path file) {
    return SPARK
        .spark()
        .read()
        .format("memmap")
        .option("dtype", "int64")
        .load(file.toString())
        .as(org.apache.spark.sql.Encoders.LONG())
        .collectAsList();
  }

  private void assertAlone(Path file) throws IOException {
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactly(file);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.dat", "a.npy"})
  void jobsFillTheirOwnRowsOfOneArray(String name) throws Exception {
    Path file = folder.resolve(name);
    SPARK
        .spark()
        .range(ROWS)
        .selectExpr("0L as value")
        .write()
        .format("memmap")
        .save(file.toString());
    List<Callable<Void>> writes = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      long first = (long) i * ROWS / WRITERS;
      writes.add(
          () -> {
            write(rows(first, first + ROWS / WRITERS), "100s")
                .option("mode", "r+")
                .option("rowIndex", "r")
                .save(file.toString());
            return null;
          });
    }
    allAtOnce(writes);
    assertThat(values(file)).hasSize(ROWS).isSorted().startsWith(1L).endsWith((long) ROWS);
    assertAlone(file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.dat", "a.npy"})
  void appendsFollowOneAnother(String name) throws Exception {
    Path file = folder.resolve(name);
    write(rows(0, 10).select("value"), "0").save(file.toString());
    List<Callable<Void>> writes = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      writes.add(
          () -> {
            write(rows(0, ROWS).select("value"), "2 min").save(file.toString());
            return null;
          });
    }
    allAtOnce(writes);
    List<Long> values = values(file);
    assertThat(values).hasSize(10 + WRITERS * ROWS);
    for (int i = 0; i < WRITERS; i++) {
      assertThat(values.subList(10 + i * ROWS, 10 + (i + 1) * ROWS)).isSorted().startsWith(1L);
    }
    assertAlone(file);
  }

  @Test
  void anOverwriteWaitsForAnAppend() throws Exception {
    Path file = folder.resolve("a.dat");
    write(rows(0, 10).select("value"), "0").save(file.toString());
    InPlaceUpdate other = InPlaceUpdate.open(file, UUID.randomUUID().toString());
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<?> overwrite =
          thread.submit(
              () -> write(rows(0, 3).select("value"), "100s").mode("overwrite").save(file + ""));
      Thread.sleep(500);
      assertThat(overwrite.isDone()).isFalse();
      other.close();
      overwrite.get();
    } finally {
      thread.shutdownNow();
    }
    assertThat(values(file)).containsExactly(1L, 2L, 3L);
    assertAlone(file);
  }

  /** The error of a write whose timeout has passed names the option. */
  @ParameterizedTest
  @ValueSource(strings = {"0", "300ms"})
  void theErrorAfterTheTimeoutNamesTheOption(String timeout) throws IOException {
    Path file = folder.resolve("a.dat");
    write(rows(0, 10).select("value"), "0").save(file.toString());
    InPlaceUpdate other = InPlaceUpdate.open(file, UUID.randomUUID().toString());
    for (String mode : List.of("append", "overwrite")) {
      assertThatThrownBy(
              () -> write(rows(0, 3).select("value"), timeout).mode(mode).save(file + ""))
          .hasStackTraceContaining("file " + file + ": another write is appending to it")
          .hasStackTraceContaining("give option lockTimeout, such as 60s");
    }
    other.close();
    assertThat(values(file)).hasSize(10);
    assertAlone(file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-1", "1.5s", "10 fortnights", "99999999999"})
  void lockTimeoutTakesOnlyDurations(String timeout) {
    assertThatThrownBy(() -> write(rows(0, 3).select("value"), timeout).save(folder + "/a.dat"))
        .hasMessageContaining("option lockTimeout")
        .hasMessageContaining("must be a time such as 500ms, 60s, 5min or 1h");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aReadDoesNotWait() {
    assertThatThrownBy(
            () -> SPARK.spark().read().format("memmap").option("lockTimeout", "1s").load("a.dat"))
        .hasMessageContaining("option lockTimeout");
  }
}
