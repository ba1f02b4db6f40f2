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

/** Keeps the benchmarks of very many files and columns alive. No times. */
final class ScaleBenchmarkTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  @TempDir Path folder;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, UTF_8);

  @Test
  void manyFiles() throws Exception {
    new ManyFilesBenchmark(40, 1, folder, SPARK.spark(), out).run();
    assertThat(bytes.toString(UTF_8))
        .contains("40 files", "  load ", "  plan ", "  count ", "  sum ", "  rows ", "  one file ");
  }

  @Test
  void aWideTable() throws Exception {
    new WideTableBenchmark(30, 20, 1, folder, SPARK.spark(), out).run();
    assertThat(bytes.toString(UTF_8))
        .contains("20 rows of 30 columns", "order C, access mmap", "order F, access read")
        .contains("  plan all ", "  select all ", "  sum all ", "  sum one ", "without a file");
  }
}
