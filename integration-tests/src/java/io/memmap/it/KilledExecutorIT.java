package io.memmap.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Kills executors of a standalone cluster, or stops and later resumes them, while their tasks
 * write. Afterwards the array is complete and nothing is left beside it.
 */
final class KilledExecutorIT {
  private static final int ROWS = 400_000;
  private static final int PARTITIONS = 4;
  private static final int MOST_DELAY_MILLIS = 200;

  private static final Path DIR = Path.of(System.getProperty("it.dir"), "cluster");

  private static StandaloneCluster cluster;

  @BeforeAll
  static void start() throws Exception {
    cluster = new StandaloneCluster(DIR, 2);
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  /** A job that writes in rounds, and its array. */
  private record Job(WatchedArray array, WriteGate gate, Process driver, String name)
      implements AutoCloseable {
    static Job of(String name, String kind, int rounds, String... settings) throws IOException {
      Path dir = DIR.resolve(name + "-" + System.nanoTime());
      WatchedArray array = new WatchedArray(dir.resolve("array"));
      WriteGate gate = new WriteGate(dir.resolve("gate"));
      array.write(WatchedArray.elements(ROWS, i -> -1 - i));
      Process driver =
          cluster.submit(
              name,
              HeldWriteJob.class,
              List.of(settings),
              array.file().toString(),
              gate.folder().toString(),
              kind,
              "" + ROWS,
              "" + PARTITIONS,
              "" + rounds);
      return new Job(array, gate, driver, name);
    }

    /** The executor that holds a first attempt. */
    ProcessHandle held(int round, int partition) {
      return gate.awaitHeld(driver, round, partition);
    }

    String ended(int round) {
      return gate.awaitEnded(driver, round);
    }

    void assertAlone() {
      assertThat(array.beside()).isEmpty();
    }

    void assertEndsWell() throws InterruptedException {
      assertThat(driver.waitFor(300, TimeUnit.SECONDS)).isTrue();
      assertThat(driver.exitValue()).isZero();
    }

    @Override
    public void close() {
      driver.destroyForcibly();
    }

    String log() throws IOException {
      return Files.readString(cluster.log(name));
    }
  }

  private static int losses(Job job) {
    try {
      return job.log().split("Lost executor", -1).length - 1;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void awaitLosses(Job job, int count) {
    WatchedArray.await(
        "the loss of an executor noticed",
        job.driver.toHandle(),
        () -> Optional.of(losses(job)).filter(losses -> losses >= count));
  }

  private static void kill(ProcessHandle executor) {
    assertThat(executor.destroyForcibly()).isTrue();
    executor.onExit().orTimeout(60, TimeUnit.SECONDS).join();
  }

  @Tag("faults")
  @Test
  void overwritesSurviveTheLossOfExecutors() throws Exception {
    int rounds = Math.max(3, 2 * FaultRounds.COUNT);
    try (Job job = Job.of("overwrites", "overwrite", rounds)) {
      for (int round = 1; round <= rounds; round++) {
        killInRound(job, round, "array");
        int value = round;
        job.array.assertHolds(WatchedArray.elements(ROWS, i -> i * HeldWriteJob.FACTOR + value));
        job.assertAlone();
      }
      assertThat(job.log()).contains("Lost executor");
      job.assertEndsWell();
    }
  }

  @Test
  void updatesSurviveTheLossOfExecutors() throws Exception {
    int rounds = Math.max(2, 2 * FaultRounds.COUNT);
    try (Job job = Job.of("updates", "update", rounds)) {
      for (int round = 1; round <= rounds; round++) {
        killInRound(job, round, "journal");
        int value = round;
        job.array.assertHolds(
            WatchedArray.elements(
                ROWS, i -> i % 3 == 0 ? i * HeldWriteJob.FACTOR + value : -1 - i));
        job.assertAlone();
      }
      job.assertEndsWell();
    }
  }

  /**
   * Kills in the middle of a partition, some time after that, or when everything has been staged,
   * in turn by round.
   */
  private static void killInRound(Job job, int round, String published) throws Exception {
    int losses = losses(job);
    job.gate.hold(0);
    job.gate.go(round);
    ProcessHandle executor = job.held(round, 0);
    switch (round % 3) {
      case 1 -> {
        kill(executor);
        job.gate.release(0);
      }
      case 2 -> {
        job.gate.release(0);
        Thread.sleep(ThreadLocalRandom.current().nextInt(MOST_DELAY_MILLIS));
        kill(executor);
      }
      default -> {
        job.gate.release(0);
        WatchedArray.await(
            "publishing",
            job.driver.toHandle(),
            () ->
                Stream.of(job.array.staged(published).map(Path::toString), job.gate.ended(round))
                    .flatMap(Optional::stream)
                    .findFirst());
        kill(executor); // the driver may not know another executor yet
      }
    }
    assertThat(job.ended(round)).isEqualTo("ok");
    if (job.driver.isAlive()) {
      awaitLosses(job, losses + 1);
    }
  }

  /**
   * An executor is stopped, a second attempt replaces its task and the array is published. Then the
   * executor resumes while its staging file is still open.
   */
  @Test
  void anAttemptThatWakesUpTooLateChangesNothing() throws Exception {
    int rounds = FaultRounds.COUNT;
    try (Job job =
        Job.of(
            "zombies",
            "overwrite",
            rounds,
            "spark.speculation=true",
            "spark.speculation.interval=100ms",
            "spark.speculation.quantile=0.5",
            "spark.speculation.multiplier=1.1",
            "spark.speculation.minTaskRuntime=100ms")) {
      for (int round = 1; round <= rounds; round++) {
        job.gate.hold(0);
        job.gate.go(round);
        ProcessHandle zombie = job.held(round, 0);
        signal("STOP", zombie);
        try {
          assertThat(job.ended(round)).isEqualTo("ok");
          assertThat(openAndDeleted(zombie, job)).as("staging files held open").isPositive();
        } finally {
          job.gate.release(0);
        }
        int value = round;
        long[] expected = WatchedArray.elements(ROWS, i -> i * HeldWriteJob.FACTOR + value);
        job.array.assertHolds(expected);
        Object published = Files.getAttribute(job.array.file(), "unix:ctime");
        signal("CONT", zombie);
        WatchedArray.await(
            "the end of the late attempt",
            ProcessHandle.current(),
            () -> Optional.of(openAndDeleted(zombie, job)).filter(count -> count == 0));
        job.array.assertHolds(expected);
        assertThat(Files.getAttribute(job.array.file(), "unix:ctime")).isEqualTo(published);
        job.assertAlone();
      }
      job.assertEndsWell();
    }
  }

  private static void signal(String name, ProcessHandle process) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + name, "" + process.pid()).start();
    assertThat(kill.waitFor()).isZero();
  }

  /** Number of deleted files of the array's folder that the process still has open. */
  private static long openAndDeleted(ProcessHandle process, Job job) {
    String folder = job.array.file().getParent().toString();
    try (Stream<Path> files = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
      return files
          .map(KilledExecutorIT::link)
          .filter(link -> link.startsWith(folder) && link.endsWith("(deleted)"))
          .count();
    } catch (IOException ended) {
      return 0;
    }
  }

  private static String link(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException closed) {
      return "";
    }
  }

  /**
   * When an executor is lost, its rows are distributed again, in another way. Spark then either
   * repeats the whole stage or fails the job; rows of the two distributions are never mixed.
   */
  @Tag("faults")
  @Test
  void rowsThatAreDealtOutTwiceDoNotMix() throws Exception {
    int rounds = FaultRounds.COUNT;
    try (Job job =
        Job.of("shuffled", "shuffled", rounds, "spark.sql.execution.sortBeforeRepartition=false")) {
      long[] before = job.array.read();
      for (int round = 1; round <= rounds; round++) {
        job.gate.hold(0);
        job.gate.hold(1);
        job.gate.go(round);
        ProcessHandle lost = job.held(round, 0);
        job.held(round, 1);
        kill(lost);
        job.gate.release(0);
        job.gate.release(1);
        String ended = job.ended(round);
        long[] after = job.array.read();
        if (ended.equals("ok")) {
          int value = round;
          long[] sorted = after.clone();
          Arrays.sort(sorted);
          assertThat(
                  Arrays.mismatch(
                      sorted, WatchedArray.elements(ROWS, i -> i * HeldWriteJob.FACTOR + value)))
              .isEqualTo(-1);
        } else {
          assertThat(ended).contains("indeterminate");
          assertThat(Arrays.equals(after, before)).as(ended).isTrue();
        }
        System.out.println(
            "rows distributed twice, round " + round + ": " + ended.lines().findFirst());
        before = after;
        job.assertAlone();
      }
      assertThat(job.log()).contains("Lost executor").contains("ShuffleMapStage");
    }
  }
}
