package io.memmap.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.testing.SparkTesting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A load during an append sees all appended rows or none. */
class LoadsBesideAppendsTest {
  @RegisterExtension static final SparkTesting SPARK = SparkTesting.withCatalogs("arrays");

  private static final int ROWS = 1_000_003;
  private static final int APPENDS = 8;

  @TempDir Path folder;

  private void append(Path file) {
    SPARK
        .spark()
        .range(0, ROWS, 1, 4)
        .selectExpr("7L as value")
        .write()
        .format("memmap")
        .option("dtype", "int64")
        .option("sync", "false")
        .mode("append")
        .save(file.toString());
  }

  private Dataset<Row> load(String how) {
    return switch (how) {
      case "table" -> SPARK.spark().table("arrays.`" + folder.resolve("a.dat") + "?dtype=int64`");
      case "glob" -> read("*.dat");
      case "folder" -> read("");
      default -> read("a.dat");
    };
  }

  private Dataset<Row> read(String name) {
    return SPARK
        .spark()
        .read()
        .format("memmap")
        .option("dtype", "int64")
        .load(folder.resolve(name).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "table", "glob", "folder"})
  void noRowIsSeenBeforeItIsWritten(String how) throws Exception {
    Path file = folder.resolve("a.dat");
    append(file);
    ExecutorService writer = Executors.newSingleThreadExecutor();
    try {
      Future<?> appends =
          writer.submit(
              () -> {
                for (int i = 0; i < APPENDS; i++) {
                  append(file);
                }
              });
      while (!appends.isDone()) {
        assertWholeAppends(how);
      }
      appends.get();
    } finally {
      writer.shutdownNow();
    }
    assertThat(Files.size(file)).isEqualTo((APPENDS + 1L) * ROWS * Long.BYTES);
  }

  private void assertWholeAppends(String how) {
    Row row = load(how).agg(functions.count("*"), functions.expr("count_if(value <> 7)")).head();
    assertThat(row.getLong(0) % ROWS).isZero();
    assertThat(row.getLong(1)).isZero();
  }
}
