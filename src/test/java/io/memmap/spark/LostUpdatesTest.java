package io.memmap.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A statement fails if another one changes the array after it was planned. */
class LostUpdatesTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private static final String CATALOG = "spark.sql.catalog.arrays";
  private static final int ROWS = 4;
  private static final long SECONDS = 120;

  private static volatile CountDownLatch reading;
  private static volatile CountDownLatch changed;

  @TempDir Path folder;

  private SparkSession spark;
  private Path file;

  @BeforeEach
  void save() {
    reading = new CountDownLatch(1);
    changed = new CountDownLatch(1);
    // a session for this test, since its settings must not reach other tests
    spark = SPARK.spark().newSession();
    spark.conf().set(CATALOG, MemmapCatalog.class.getName());
    spark.conf().set("spark.sql.autoBroadcastJoinThreshold", "-1");
    spark
        .udf()
        .register("waiting", (UDF1<Long, Long>) LostUpdatesTest::waiting, DataTypes.LongType);
    file = folder.resolve("a.dat");
    spark.range(ROWS).selectExpr("id * 10").write().format("memmap").save(file.toString());
  }

  @AfterEach
  void letGo() {
    changed.countDown();
  }

  private static Long waiting(Long value) throws InterruptedException {
    reading.countDown();
    assertThat(changed.await(SECONDS, TimeUnit.SECONDS)).isTrue();
    return value;
  }

  private void sql(String statement) {
    spark.sql(statement.replace("{}", "arrays.`" + file + "?dtype=int64`"));
  }

  private long[] values() throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    long[] values = new long[ROWS];
    bytes.asLongBuffer().get(values);
    return values;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MERGE INTO {} t USING (SELECT waiting(id) r FROM range(0, 4, 1, 1)) s ON t._row = s.r"
            + " WHEN MATCHED THEN UPDATE SET value = value + 1",
        "UPDATE {} SET value = value + 1"
            + " WHERE _row IN (SELECT waiting(id) FROM range(0, 4, 1, 1))"
      })
  void theSecondToWriteIsRefused(String slow) throws Exception {
    CompletableFuture<Throwable> first =
        CompletableFuture.supplyAsync(() -> catchThrowable(() -> sql(slow)));
    assertThat(reading.await(SECONDS, TimeUnit.SECONDS)).isTrue();
    sql("UPDATE {} SET value = value + 1");
    changed.countDown();
    assertThat(first.get(SECONDS, TimeUnit.SECONDS))
        .isNotNull()
        .hasStackTraceContaining("file " + file + ": changed after the statement was planned");
    assertThat(values()).containsExactly(1, 11, 21, 31);
    sql(slow);
    assertThat(values()).containsExactly(2, 12, 22, 32);
  }
}
