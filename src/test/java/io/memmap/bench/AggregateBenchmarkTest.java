package io.memmap.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.testing.SparkTesting;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The benchmark of aggregates runs with tiny arrays, and every contender computes the right sum.
 * Times are not checked.
 */
final class AggregateBenchmarkTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  @TempDir Path folder;

  @Test
  void everyContenderRuns() throws Exception {
    String[] args = {
      "--bytes", "256k", "--table-bytes", "64k", "--rounds", "1", "--dir", folder.toString()
    };
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PrintStream print = new PrintStream(out, true, UTF_8)) {
      PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, UTF_8);
      new AggregateBenchmark(BenchOptions.parse(args), SPARK.spark(), print, nowhere).run();
    }
    assertThat(out.toString(UTF_8))
        .contains("1d/aggregate: (65536,)", "1d-float64/aggregate: (32768,)", "16/aggregate: ")
        .contains("memmap-rows", "parquet", "java-loop")
        .doesNotContain("not measured");
  }
}
