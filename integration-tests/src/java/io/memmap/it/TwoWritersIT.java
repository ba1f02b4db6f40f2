package io.memmap.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.testing.SparkTesting;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two processes write the same array concurrently while other threads read it. */
@Tag("faults")
final class TwoWritersIT {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private static final int ROUNDS = 5 + 5 * FaultRounds.COUNT;
  private static final int ROWS = 60_000;

  /**
   * Number of this process's first round. Its arrays are longer than the other process's, so that a
   * mixture of both would be noticed.
   */
  private static final int OURS = 500;

  private final Path dir =
      Path.of(System.getProperty("it.dir"), "two-writers-" + System.nanoTime());

  private Process start(WatchedArray array, WriteGate gate, String kind) throws Exception {
    for (int round = 1; round <= ROUNDS; round++) {
      gate.go(round);
    }
    return new LocalSubmit(Path.of(System.getProperty("it.spark.classpath")), dir)
        .start(
            HeldWriteJob.class,
            array.file().toString(),
            gate.folder().toString(),
            kind,
            "" + ROWS,
            "2",
            "" + ROUNDS);
  }

  @Test
  void overwritesAreWholeForAllReadersAndTheLastOneWins() throws Exception {
    WatchedArray array = new WatchedArray(dir.resolve("overwrites"));
    WriteGate gate = new WriteGate(dir.resolve("gate-overwrites"));
    array.write(WatchedArray.elements(ROWS, i -> i * HeldWriteJob.FACTOR));
    Process other = start(array, gate, "overwrite");
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService pool = Executors.newSingleThreadExecutor();
    try {
      Callable<Integer> reads = () -> readWhole(array, done);
      Future<Integer> reader = pool.submit(reads);
      WatchedArray.await("the other's first", other.toHandle(), () -> gate.ended(1));
      int ours = 0;
      while (gate.ended(ROUNDS).isEmpty() && other.isAlive()) {
        overwrite(array, OURS + ours++);
        assertWhole(array.read());
      }
      done.set(true);
      assertThat(reader.get()).as("reads").isGreaterThan(ours);
      for (int round = 1; round <= ROUNDS; round++) {
        assertThat(gate.ended(round)).contains("ok");
      }
      overwrite(array, OURS - 1);
      assertThat(assertWhole(array.read())).isEqualTo(OURS - 1);
      assertThat(array.beside()).isEmpty();
    } finally {
      done.set(true);
      pool.shutdownNow();
      other.destroyForcibly();
    }
  }

  private static void overwrite(WatchedArray array, int round) {
    SPARK
        .spark()
        .range(0, 2 * ROWS, 1, 2)
        .selectExpr("id * " + HeldWriteJob.FACTOR + " + " + round)
        .write()
        .format("memmap")
        .mode("overwrite")
        .save(array.file().toString());
  }

  private static int readWhole(WatchedArray array, AtomicBoolean done) throws Exception {
    int reads = 0;
    while (!done.get()) {
      assertWhole(array.read());
      reads++;
    }
    return reads;
  }

  /**
   * Asserts that all elements are of one round and that the length is right for that round's
   * writer.
   *
   * @return the round
   */
  private static int assertWhole(long[] elements) {
    int round = (int) elements[0];
    assertThat(elements).hasSize(round >= OURS - 1 ? 2 * ROWS : ROWS);
    for (int i = 0; i < elements.length; i++) {
      if (elements[i] != i * HeldWriteJob.FACTOR + round) {
        throw new AssertionError("element " + i + " is " + elements[i] + " in round " + round);
      }
    }
    return round;
  }

  @Test
  void oneAppendsAndTheOtherIsToldToWait() throws Exception {
    WatchedArray array = new WatchedArray(dir.resolve("appends"));
    WriteGate gate = new WriteGate(dir.resolve("gate-appends"));
    array.write(new long[] {1, 2, 3});
    Process other = start(array, gate, "append");
    try {
      int ours = 0;
      int refused = 0;
      while (gate.ended(ROUNDS).isEmpty() && other.isAlive()) {
        try {
          SPARK.spark().range(7).write().format("memmap").mode("append").save("" + array.file());
          ours++;
        } catch (Exception e) {
          assertThat(e).hasStackTraceContaining("another write is appending to it or updating it");
          refused++;
        }
      }
      int theirs = 0;
      for (int round = 1; round <= ROUNDS; round++) {
        String ended = gate.ended(round).orElse("killed");
        assertThat(ended).containsAnyOf("ok", "another write is appending to it or updating it");
        theirs += ended.equals("ok") ? 1 : 0;
      }
      assertThat(array.read()).hasSize(3 + 7 * ours + ROWS * theirs).startsWith(1, 2, 3);
      assertThat(array.beside()).isEmpty();
      System.out.println("appends: " + ours + " ours, " + theirs + " theirs, refused " + refused);
      assertThat(ours + theirs).isPositive();
    } finally {
      other.destroyForcibly();
    }
  }
}
