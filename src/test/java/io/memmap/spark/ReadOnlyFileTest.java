package io.memmap.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A read-only file is not replaced, and no task is started to find out. Root may write files
 * whatever their permissions, but not on a read-only mount.
 */
class ReadOnlyFileTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  @TempDir Path made;

  private Path file;
  private boolean mounted;

  @BeforeEach
  void protect() throws Exception {
    file = Files.write(made.toRealPath().resolve("a.dat"), new byte[24]);
    if (Files.getAttribute(file, "unix:uid").equals(0)) {
      mounted = run("mount", "--bind", file.toString(), file.toString());
      if (!mounted) {
        skip("root found no way to mount a file read-only");
      }
      assertThat(run("mount", "-o", "remount,ro,bind", file.toString())).isTrue();
    } else {
      Files.setAttribute(file, "unix:mode", 0444);
    }
  }

  @AfterEach
  void free() throws Exception {
    if (mounted) {
      run("umount", "-l", file.toString());
    }
  }

  private static boolean run(String... command) throws Exception {
    return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
  }

  /** Skips the test without root; on a build server that is a failure. */
  private static void skip(String reason) {
    if (System.getenv("CI") != null) {
      Assertions.fail(reason);
    }
    Assumptions.abort(reason);
  }

  private static DataFrameWriter<Row> rows(String mode) {
    return SPARK.spark().range(0, 3, 1, 2).toDF().write().format("memmap").mode(mode);
  }

  private static DataFrameWriter<Row> update() {
    return SPARK
        .spark()
        .range(3)
        .selectExpr("id i", "id v")
        .write()
        .format("memmap")
        .mode("append")
        .option("mode", "r+")
        .option("rowIndex", "i");
  }

  @Test
  void isNotWrittenAndNoTaskStarts() throws Exception {
    AtomicInteger jobs = new AtomicInteger();
    SparkListener listener =
        new SparkListener() {
          @Override
          public void onJobStart(SparkListenerJobStart started) {
            jobs.incrementAndGet();
          }
        };
    SparkSession spark = SPARK.spark();
    spark.sparkContext().addSparkListener(listener);
    try {
      assertRefused(rows("overwrite"));
      assertRefused(rows("append"));
      assertRefused(update());
      rows("ignore").save(file.toString());
      spark.sparkContext().listenerBus().waitUntilEmpty();
    } finally {
      spark.sparkContext().removeSparkListener(listener);
    }
    assertThat(jobs).hasValue(0);
    assertThat(Files.readAllBytes(file)).hasSize(24).containsOnly(0);
  }

  private void assertRefused(DataFrameWriter<Row> writer) throws IOException {
    assertThatThrownBy(() -> writer.save(file.toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("file " + file + ": this user may not write it");
  }
}
