package io.memmap.spark.internal.read.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.spark.internal.files.ArrayFiles;
import io.memmap.spark.internal.read.Plans;
import io.memmap.testing.Faults;
import io.memmap.testing.FaultyFileSystem;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Queries that end while reads hang leave no threads and no open streams. */
@Timeout(60)
class EndedReadAheadScanTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  /** As many rows of 8 bytes as are read by one request. */
  private static final long BLOCK = 1 << 20;

  @TempDir Path folder;
  private static Faults faults;
  private Dataset<Row> rows;

  @BeforeEach
  void load() throws IOException {
    faults = Faults.begin();
    Path file = ArrayFiles.sparse(folder.resolve("a.dat"), 8 * 6 * BLOCK);
    rows =
        Plans.memmap(SPARK.spark(), "dtype", "<f8", "numPartitions", "1")
            .option("shape", 6 * BLOCK + "")
            .option("fs.faulty.impl", FaultyFileSystem.class.getName())
            .load("faulty://host" + file);
  }

  @AfterEach
  void nothingIsLeft() {
    assertThat(faults.openNow).hasValue(0);
    assertThat(workers()).isEmpty();
    Faults.begin();
  }

  /** Rows of the second block are enough, and the fourth one never comes. */
  @ParameterizedTest(name = "deaf to interrupts: {0}")
  @ValueSource(booleans = {true, false})
  void aLimitDoesNotWaitForWhatIsReadAhead(boolean deaf) {
    faults.deaf = deaf;
    SPARK.spark().udf().register("isFound", new IsInSecondBlock(), DataTypes.BooleanType);
    assertThat(rows.where("isFound(_row)").limit(5).collectAsList()).hasSize(5);
  }

  /** Lets reads hang that begin after the first row. */
  private static final class IsInSecondBlock implements UDF1<Long, Boolean> {
    private static final long serialVersionUID = 1L;

    @Override
    public Boolean call(Long row) {
      if (row == 0) {
        // the second and the third block have been read
        await(() -> workers().allMatch(thread -> thread.getState() == Thread.State.WAITING));
        faults.gate = new CountDownLatch(1);
      }
      if (row == BLOCK) {
        await(() -> faults.waiting.get() > 0);
      }
      return row >= BLOCK;
    }
  }

  @ParameterizedTest(name = "deaf to interrupts: {0}")
  @ValueSource(booleans = {true, false})
  void aCancelledJobEndsAtOnce(boolean deaf) throws Exception {
    faults.deaf = deaf;
    faults.gate = new CountDownLatch(1);
    CompletableFuture<Object> sum =
        CompletableFuture.supplyAsync(
            () -> {
              SPARK.spark().sparkContext().setJobGroup("hanging", "hangs", true);
              return rows.selectExpr("sum(value)").collectAsList();
            });
    await(() -> faults.waiting.get() > 0);
    SPARK.spark().sparkContext().cancelJobGroup("hanging");
    assertThatThrownBy(sum::get).hasMessageContaining("cancelled");
    awaitTheTask();
  }

  @Test
  void aFailedReadFailsTheQuery() {
    faults.failsAt = 8 * (3 * BLOCK + 5);
    assertThatThrownBy(() -> rows.selectExpr("sum(value + 1)").collectAsList())
        .hasMessageContaining("a cable was cut");
    awaitTheTask();
  }

  /** A query that fails does not wait for the end of its tasks. */
  private static void awaitTheTask() {
    await(() -> faults.openNow.get() == 0 && workers().findAny().isEmpty());
  }

  private static Stream<Thread> workers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("memmap-read-"));
  }

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      try {
        Thread.sleep(10);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
