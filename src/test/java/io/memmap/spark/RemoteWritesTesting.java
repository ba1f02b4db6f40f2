package io.memmap.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.testing.Faults;
import io.memmap.testing.FaultyFileSystem;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Writes to a file system of the tests, which makes files in each way that a store may have. */
abstract class RemoteWritesTesting {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private static final String SETTING = "fs.faulty.impl";

  @TempDir Path local;
  @TempDir Path remote;

  Faults faults;

  /** How a store makes a file. */
  enum Way {
    RENAME,
    JOIN,
    CLOSE,
    CONDITIONAL_CLOSE
  }

  @BeforeAll
  static void name() {
    SPARK.spark().conf().set(SETTING, FaultyFileSystem.class.getName());
  }

  @AfterAll
  static void forget() {
    SPARK.spark().conf().unset(SETTING);
  }

  @BeforeEach
  void begin() {
    begin(Way.RENAME);
  }

  final void begin(Way way) {
    faults = Faults.begin();
    faults.concat = way == Way.JOIN;
    faults.publishesAtClose = way == Way.CLOSE || way == Way.CONDITIONAL_CLOSE;
    faults.conditionalCreates = way == Way.CONDITIONAL_CLOSE;
    faults.etags = faults.publishesAtClose;
  }

  final String uri(String file) {
    return "faulty://host" + remote + "/" + file;
  }

  static DataFrameWriter<Row> writer(Dataset<Row> rows, Map<String, String> options) {
    return rows.write().format("memmap").options(options).mode("overwrite");
  }

  static Dataset<Row> range(long rows, int partitions) {
    return SPARK.spark().range(0, rows, 1, partitions).toDF();
  }

  /** Saves to both file systems and compares the files. */
  final void assertSame(Dataset<Row> rows, String file, String mode, Map<String, String> options)
      throws IOException {
    writer(rows, options).mode(mode).save(local.resolve(file).toString());
    writer(rows, options).mode(mode).save(uri(file));
    assertThat(remote.resolve(file)).hasSameBinaryContentAs(local.resolve(file));
    assertThat(names(remote)).isEqualTo(names(local));
  }

  static List<String> names(Path folder) throws IOException {
    try (Stream<Path> found = Files.list(folder)) {
      return found.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  static String message(Dataset<Row> rows, Map<String, String> options, String path) {
    try {
      writer(rows, options).save(path);
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
    throw new AssertionError("saved " + path);
  }
}
