package io.memmap.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.testing.SparkTesting;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The benchmarks of many files and of many columns run with small numbers. Times are not checked.
 */
final class ScaleBenchmarkTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  @TempDir Path folder;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, UTF_8);

  @Test
  void theBenchmarkOfManyFilesRuns() throws Exception {
    new ManyFilesBenchmark(40, 1, folder, SPARK.spark(), out).run();
    assertThat(bytes.toString(UTF_8))
        .contains("40 files", "  load ", "  plan ", "  count ", "  sum ", "  rows ", "  one file ");
  }

  @Test
  void theBenchmarkOfAWideTableRuns() throws Exception {
    new WideTableBenchmark(30, 20, 1, folder, SPARK.spark(), out).run();
    assertThat(bytes.toString(UTF_8))
        .contains("20 rows of 30 columns", "order C, access mmap", "order F, access read")
        .contains("  plan all ", "  select all ", "  sum all ", "  sum one ", "without a file");
  }
}
