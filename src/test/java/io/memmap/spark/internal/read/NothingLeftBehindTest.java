package io.memmap.spark.internal.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.spark.internal.files.ArrayFiles;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mappings and open files are released when a task ends, in whatever way it ends. */
class NothingLeftBehindTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void writeArray() throws IOException {
    file = ArrayFiles.counting(folder.resolve("a.dat"), 1_000, 70);
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    try (Stream<String> mappings = Files.lines(Path.of("/proc/self/maps"))) {
      assertThat(mappings).noneMatch(line -> line.endsWith(file.toString()));
    }
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      assertThat(descriptors).noneMatch(this::isTheFile);
    }
  }

  @ParameterizedTest(name = "{0}, order {1}, layout {2}")
  @CsvSource({"mmap,C,columns", "mmap,F,array", "read,C,array", "read,F,columns"})
  void nothingIsLeftAfterAllRows(String access, String order, String layout) {
    assertThat(load(access, order, layout).collectAsList()).hasSize(1_000);
  }

  @ParameterizedTest(name = "{0}, order {1}, layout {2}")
  @CsvSource({"mmap,C,columns", "mmap,F,array", "read,C,array", "read,F,columns"})
  void nothingIsLeftAfterATaskThatStopsEarly(String access, String order, String layout) {
    assertThat(load(access, order, layout).where("rand() >= 0").limit(3).collectAsList())
        .hasSize(3);
  }

  @ParameterizedTest(name = "{0}, order {1}, layout {2}")
  @CsvSource({"mmap,C,columns", "mmap,F,array", "read,C,array", "read,F,columns"})
  void nothingIsLeftAfterAFailedTask(String access, String order, String layout) {
    Dataset<Row> failing =
        load(access, order, layout).selectExpr("*", "if(i = 555, raise_error('stop'), 0) as e");
    assertThatThrownBy(failing::collectAsList).hasStackTraceContaining("stop");
  }

  private boolean isTheFile(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).equals(file);
    } catch (IOException closedMeanwhile) {
      return false;
    }
  }

  private Dataset<Row> load(String access, String order, String layout) {
    return Plans.memmap(
            SPARK.spark(), "dtype", "<i4", "shape", "1000,70", "batchRows", "100", "rowIndex", "i")
        .option("access", access)
        .option("order", order)
        .option("layout", layout)
        .load(file.toString());
  }
}
