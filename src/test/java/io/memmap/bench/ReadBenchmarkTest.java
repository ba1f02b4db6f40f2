package io.memmap.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.testing.SparkTesting;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The benchmark of reads runs with tiny arrays, and every contender computes the right sum. Times
 * are not checked.
 */
final class ReadBenchmarkTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  @TempDir Path folder;

  /**
   * Runs every kind of contender. Other widths would run the same code, and Spark compiles them
   * slowly.
   */
  @Test
  void everyContenderRuns() throws Exception {
    String contenders = "^(1d|overhead|16)/";
    String report =
        run("--bytes", "1m", "--table-bytes", "256k", "--rounds", "1", "--only", contenders);

    assertThat(report)
        .contains("1d/sum: (262144,)", "16/sum: (4096, 16)")
        .contains("binary-records", "java-loop-8", "memmap-read-array", "parquet-array")
        .contains("*HashAggregate < *ColumnarToRow < BatchScan memmap\n    1d/sum/memmap-mmap\n")
        .containsPattern("16/rows/memmap-mmap-columns +\\d+ bytes");
  }

  @Test
  void onlyTheSelectedContendersRun() throws Exception {
    String report = run("--bytes=64k", "--rounds=2", "--only=1d/sum/memmap");

    assertThat(report).contains("memmap-read").doesNotContain("16/sum:", "  parquet");
    assertThat(report).contains("not measured");
  }

  @Test
  void wrongOptionsAreUsageErrors() {
    assertUsageError("unknown option --byte", "--byte", "1m");
    assertUsageError("--rounds needs a value", "--rounds");
    assertUsageError("--rounds must be 1 or more, not 0", "--rounds", "0");
    assertUsageError("--warmup must be 0 or more, not -1", "--warmup", "-1");
    assertUsageError("--bytes must be a size such as 512m, not many", "--bytes", "many");
    assertUsageError("--table-bytes must be between 4 bytes and 16g, not 1t", "--table-bytes=1t");
    assertUsageError("--only: ", "--only", "(");
  }

  private String run(String... args) throws Exception {
    BenchRun benchmark =
        (options, report, progress) ->
            new ReadBenchmark(options, SPARK.spark(), report, progress).run();
    return benchmark.report(folder, args);
  }

  private static void assertUsageError(String message, String... args) {
    assertThatThrownBy(() -> BenchOptions.parse(args))
        .isInstanceOf(BenchOptions.UsageException.class)
        .hasMessageContaining(message);
  }
}
