package io.memmap.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.testing.SparkTesting;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs before those that are timed. */
class WarmUpTest {
  private static final int MILLIS = 100;
  private static final int ROUNDS = 3;

  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private final AtomicInteger runs = new AtomicInteger();

  private int runs(String... args) throws Exception {
    BenchArray array = new BenchArray(Path.of("none"), "a", 1, 1);
    Contender contender =
        new Contender(
            new Measure(array, Question.SUM),
            "sleeper",
            array,
            Layout.COLUMNS,
            () ->
                () -> {
                  Thread.sleep(MILLIS);
                  runs.incrementAndGet();
                  return OptionalDouble.empty();
                });
    Progress nowhere = new Progress(new PrintStream(OutputStream.nullOutputStream(), false));
    new Rounds(SPARK.spark().sparkContext(), (one, answer) -> {}, nowhere)
        .of(List.of(contender), BenchOptions.parse(args));
    return runs.getAndSet(0);
  }

  @Test
  void contendersAreRepeatedForSomeTime() throws Exception {
    assertThat(runs("--rounds=" + ROUNDS, "--warmup=1"))
        .isBetween(ROUNDS + 2, ROUNDS + 1 + 1000 / MILLIS);
    assertThat(runs("--rounds=" + ROUNDS, "--warmup=0")).isEqualTo(ROUNDS + 1);
  }
}
