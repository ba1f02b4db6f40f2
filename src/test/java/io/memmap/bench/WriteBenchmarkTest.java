package io.memmap.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The benchmark of writes runs with tiny arrays, and every contender writes the right bytes. Times
 * are not checked.
 */
final class WriteBenchmarkTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  @TempDir Path folder;
  @TempDir Path results;

  @Test
  void everyContenderRunsAndLeavesOnlyTheArrays() throws Exception {
    Path csv = results.resolve("write.csv");
    String[] small = {"--bytes", "1m", "--table-bytes", "256k", "--rounds", "1"};
    assertThat(run(Stream.concat(Stream.of(small), Stream.of("--csv", csv.toString()))))
        .contains("1d/write: (262144,)", "16/write: (4096, 16)", "1000/permuted: (65, 1000)")
        .contains("noop", "memmap-sync", "parquet")
        .containsPattern("1d/write/memmap +>= 0.67 x 1d/write/noop .* by median")
        .doesNotContain("not measured");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("1d.dat", "16.dat", "1000.dat");
    }
    ResultsFile written = ResultsFile.read(csv);
    assertThat(written.circumstances())
        .contains("Spark " + SPARK.spark().version(), "1 rounds after 0 s");
    assertThat(written.cases()).hasSize(16).containsKey("1000/permuted/memmap-sync");
    assertThat(written.require("1d/write/parquet").bytes()).isEqualTo(1 << 20);
  }

  @Test
  void aDifferentByteIsAnError() throws IOException {
    BenchArray array = new BenchArray(folder, "a", 3, 2);
    Files.write(array.file(), new byte[24]);
    Path written = Files.write(folder.resolve("written"), new byte[24]);
    new WrittenArray(new Measure(array, Question.WRITE), written).check();
    new WrittenArray(new Measure(array, Question.PERMUTED), written).check();
    byte[] other = new byte[24];
    other[23] = 1;
    Files.write(written, other);
    for (Question question : new Question[] {Question.WRITE, Question.PERMUTED}) {
      assertThatThrownBy(() -> new WrittenArray(new Measure(array, question), written).check())
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("other bytes");
    }
    Files.write(written, new byte[20]);
    assertThatThrownBy(() -> new WrittenArray(new Measure(array, Question.WRITE), written).check())
        .hasMessageContaining("has 20 bytes, not 24");
  }

  private String run(Stream<String> args) throws Exception {
    BenchRun benchmark =
        (options, report, progress) ->
            new WriteBenchmark(options, SPARK.spark(), report, progress).run();
    return benchmark.report(folder, args.toArray(String[]::new));
  }
}
