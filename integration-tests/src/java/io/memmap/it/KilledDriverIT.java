package io.memmap.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.spark.sql.DataFrameReader;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Kills the driver of a write in a state that the file system shows. Afterwards the file holds the
 * old or the new array, or reads report an update that was cut off. The next write completes the
 * array and removes all leftovers.
 */
final class KilledDriverIT {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private static final int ROWS = 2_000_000;
  private static final int PARTITIONS = 2;
  private static final int ATTEMPTS = 5;
  private static final int MOST_DELAY_MILLIS = 20;

  static IntStream rounds() {
    return IntStream.rangeClosed(1, FaultRounds.COUNT);
  }

  private static long[] old() {
    return WatchedArray.elements(ROWS, i -> -1 - i);
  }

  private static long[] overwritten() {
    return WatchedArray.elements(ROWS, i -> i * HeldWriteJob.FACTOR + 1);
  }

  private static long[] updated() {
    return WatchedArray.elements(ROWS, i -> i % 3 == 0 ? i * HeldWriteJob.FACTOR + 1 : -1 - i);
  }

  private static long[] appended() {
    return WatchedArray.elements(
        2 * ROWS, i -> i < ROWS ? -1 - i : (i - ROWS) * HeldWriteJob.FACTOR + 1);
  }

  /** The array and the gate of a process that was killed. */
  private record Killed(WatchedArray array, WriteGate gate) {
    static Killed at(String state, String kind, int round, Waiting waiting) throws Exception {
      Path dir = Path.of(System.getProperty("it.dir"), "killed-" + state + "-" + round);
      Killed killed =
          new Killed(
              new WatchedArray(dir.resolve("array-" + System.nanoTime())),
              new WriteGate(dir.resolve("gate-" + System.nanoTime())));
      killed.array.write(old());
      waiting.prepare(killed);
      killed.gate.go(1);
      Path classPath = Path.of(System.getProperty("it.spark.classpath"));
      Process driver =
          new LocalSubmit(classPath, dir)
              .start(
                  HeldWriteJob.class,
                  killed.array.file().toString(),
                  killed.gate.folder().toString(),
                  kind,
                  "" + ROWS,
                  "" + PARTITIONS,
                  "1");
      try {
        WatchedArray.await(state, driver.toHandle(), waiting.until(killed));
      } finally {
        driver.destroyForcibly();
        driver.waitFor();
      }
      return killed;
    }
  }

  /** The state in which the process is killed. */
  private interface Waiting {
    default void prepare(Killed killed) throws IOException {}

    Supplier<Optional<?>> seen(Killed killed);

    default Supplier<Optional<Object>> until(Killed killed) {
      Supplier<Optional<?>> seen = seen(killed);
      return () -> seen.get().map(Object.class::cast);
    }
  }

  /** A task is held half-way through a partition, with records in the staging folder. */
  private static final Waiting STAGING =
      new Waiting() {
        @Override
        public void prepare(Killed killed) throws IOException {
          killed.gate.hold(0);
        }

        @Override
        public Supplier<Optional<?>> seen(Killed killed) {
          return () -> killed.gate.held(1, 0);
        }
      };

  private static Waiting staged(String name) {
    int delay = ThreadLocalRandom.current().nextInt(MOST_DELAY_MILLIS);
    return killed ->
        () -> {
          Optional<Path> found = killed.array.staged(name);
          found.ifPresent(file -> sleep(delay));
          return found;
        };
  }

  private static void sleep(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Waiting renamed() {
    return killed -> {
      Object before = killed.array.inode();
      return () -> Optional.of(killed.array.inode()).filter(now -> !now.equals(before));
    };
  }

  @ParameterizedTest
  @MethodSource("rounds")
  void whileTasksStage(int round) throws Exception {
    String kind = round % 2 == 1 ? "overwrite" : "update";
    Killed killed = Killed.at("staging", kind, round, STAGING);
    killed.array.assertHolds(old());
    assertThat(killed.array.beside()).as("files that the killed write left").isNotEmpty();
    assertNextWriteCleansUp(killed.array, old());
  }

  @Tag("faults")
  @ParameterizedTest
  @MethodSource("rounds")
  void whileTheNewArrayIsPutTogether(int round) throws Exception {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Killed killed = Killed.at("publishing", "overwrite", round, staged("array"));
      boolean inTime = killed.array.staged("array").isPresent();
      long[] expected = killed.array.read()[0] == old()[0] ? old() : overwritten();
      killed.array.assertHolds(expected);
      assertNextWriteCleansUp(killed.array, expected);
      if (inTime) {
        assertThat(expected).isEqualTo(old());
        return;
      }
    }
    throw new AssertionError("never killed in time");
  }

  @ParameterizedTest
  @MethodSource("rounds")
  void whileAnUpdateIsApplied(int round) throws Exception {
    boolean appends = round % 3 == 0;
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Killed killed =
          Killed.at("applying", appends ? "append" : "update", round, staged("journal"));
      boolean inTime = killed.array.staged("journal").isPresent();
      if (inTime) {
        assertReadersAreTold(killed.array);
        if (round % 2 == 0) {
          reader().option("repair", "true").load(killed.array.file().toString()).count();
          assertThat(killed.array.beside()).isEmpty();
          killed.array.assertHolds(appends ? appended() : updated());
        }
      }
      assertNextWriteCleansUp(killed.array, appends ? appended() : updated());
      if (inTime) {
        return;
      }
    }
    throw new AssertionError("never killed in time");
  }

  @Tag("faults")
  @ParameterizedTest
  @MethodSource("rounds")
  void afterTheRename(int round) throws Exception {
    Killed killed = Killed.at("renamed", "overwrite", round, renamed());
    killed.array.assertHolds(overwritten());
    assertNextWriteCleansUp(killed.array, overwritten());
  }

  private static DataFrameReader reader() {
    return SPARK.spark().read().format("memmap").option("dtype", "int64");
  }

  private static void assertReadersAreTold(WatchedArray array) {
    assertThatThrownBy(() -> reader().load(array.file().toString()))
        .hasMessageContaining("file " + array.file() + ": an update of it was cut off")
        .hasMessageContaining("repair=true");
  }

  /**
   * Updates one element and asserts that all others are as expected and that the folder holds the
   * array only.
   */
  private static void assertNextWriteCleansUp(WatchedArray array, long[] expected)
      throws IOException {
    SPARK
        .spark()
        .range(1)
        .selectExpr("5L as i", "77L as v")
        .write()
        .format("memmap")
        .mode("append")
        .option("mode", "r+")
        .option("rowIndex", "i")
        .save(array.file().toString());
    long[] changed = Arrays.copyOf(expected, expected.length);
    changed[5] = 77;
    array.assertHolds(changed);
    assertThat(array.beside()).isEmpty();
  }
}
