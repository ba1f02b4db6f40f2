package io.memmap.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.testing.SparkTesting;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The benchmark of questions runs with tiny arrays, and all contenders give the same answers. Times
 * are not checked.
 */
final class QuestionsBenchmarkTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  @TempDir Path folder;

  @Test
  void everyContenderRuns() throws Exception {
    BenchRun run =
        (options, out, progress) ->
            new QuestionsBenchmark(options, SPARK.spark(), out, progress).run();
    String report =
        run.report(
            folder,
            "--bytes",
            "256k",
            "--table-bytes",
            "64k",
            "--rounds",
            "1",
            "--only",
            "^(1d|16|768|uint16)/|^1000/means/(memmap$|numpy)");
    assertThat(report)
        .contains(
            "1d/count",
            "16/average",
            "1000/means",
            "uint16/histogram",
            "768/norms",
            "planning ",
            "execution ")
        .containsPattern("uint16/histogram +numpy .*(met|not met)");
  }
}
