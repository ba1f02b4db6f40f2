package io.memmap.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.testing.SparkTesting;
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
    BenchRun run =
        (options, out, progress) ->
            new AggregateBenchmark(options, SPARK.spark(), out, progress).run();
    assertThat(run.report(folder, "--bytes", "256k", "--table-bytes", "64k", "--rounds", "1"))
        .contains("1d/aggregate: (65536,)", "1d-float64/aggregate: (32768,)", "16/aggregate: ")
        .contains("memmap-rows", "parquet", "java-loop")
        .doesNotContain("not measured");
  }
}
