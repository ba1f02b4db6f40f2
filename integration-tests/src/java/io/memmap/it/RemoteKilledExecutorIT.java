package io.memmap.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.remote.FaultProxy;
import io.memmap.remote.Libraries;
import io.memmap.remote.RecordedRequest;
import io.memmap.remote.RemoteTesting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Kills executors of a standalone cluster, or stops and later resumes them, while their tasks write
 * to HDFS or S3. Afterwards the array is complete and nothing is left beside it.
 */
@Tag("faults")
final class RemoteKilledExecutorIT {
  @RegisterExtension static final RemoteTesting HDFS = RemoteTesting.hdfs();
  @RegisterExtension static final RemoteTesting S3 = RemoteTesting.s3();

  private static final int ROWS = 3_000_000;
  private static final int PARTITIONS = 4;
  private static final int MOST_DELAY_MILLIS = 400;
  private static final Path DIR = Path.of(System.getProperty("it.dir"), "remote-cluster");

  private static FaultProxy proxy;
  private static StandaloneCluster cluster;

  /** Where the array is. */
  enum Store {
    ON_HDFS,
    ON_S3;

    RemoteKill array(String test) {
      return this == ON_HDFS
          ? RemoteKill.onHdfs(HDFS, test)
          : RemoteKill.onS3(S3, "executor-" + test);
    }
  }

  @BeforeAll
  static void start() throws Exception {
    proxy = S3.faultProxy();
    cluster = new StandaloneCluster(DIR, 2, Libraries.jarsOfS3a(SparkLine.built().hadoop()));
  }

  @AfterAll
  static void stop() throws Exception {
    proxy.close();
    if (cluster != null) {
      cluster.close();
    }
  }

  /** A job that writes in rounds, and its array. */
  private record Job(RemoteKill array, WriteGate gate, Process driver, String name)
      implements AutoCloseable {
    static Job of(String name, Store store, int rounds, String... more) throws IOException {
      WriteGate gate = new WriteGate(DIR.resolve(name + "-gate-" + System.nanoTime()));
      RemoteKill array = store.array(name);
      array.write(RemoteKill.elements(1_000, i -> -1 - i));
      List<String> settings = new ArrayList<>(List.of(more));
      for (Map.Entry<String, String> one : RemoteKill.settings(HDFS, S3, proxy).entrySet()) {
        settings.add(one.getKey() + "=" + one.getValue());
      }
      Process driver =
          cluster.submit(
              name,
              HeldWriteJob.class,
              settings,
              array.uri(),
              gate.folder().toString(),
              "overwrite",
              "" + ROWS,
              "" + PARTITIONS,
              "" + rounds);
      return new Job(array, gate, driver, name);
    }

    ProcessHandle held(int round, int partition) {
      return gate.awaitHeld(driver, round, partition);
    }

    String ended(int round) {
      return gate.awaitEnded(driver, round);
    }

    void assertWritten(int round) throws IOException {
      array.assertHolds(RemoteKill.elements(ROWS, i -> i * HeldWriteJob.FACTOR + round));
      array.assertAlone();
    }

    int losses() {
      try {
        return Files.readString(cluster.log(name)).split("Lost executor", -1).length - 1;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void assertEndsWell() throws InterruptedException {
      assertThat(driver.waitFor(300, TimeUnit.SECONDS)).isTrue();
      assertThat(driver.exitValue()).isZero();
    }

    @Override
    public void close() {
      proxy.release();
      driver.destroyForcibly();
    }
  }

  private static void kill(ProcessHandle executor) {
    assertThat(executor.destroyForcibly()).isTrue();
    executor.onExit().orTimeout(60, TimeUnit.SECONDS).join();
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void overwritesSurviveTheLossOfExecutors(Store store) throws Exception {
    int rounds = Math.max(3, FaultRounds.COUNT);
    try (Job job = Job.of("overwrites-" + store, store, rounds)) {
      for (int round = 1; round <= rounds; round++) {
        int losses = job.losses();
        killInRound(job, store, round);
        assertThat(job.ended(round)).isEqualTo("ok");
        job.assertWritten(round);
        if (job.driver.isAlive()) {
          WatchedArray.await(
              "the loss of an executor noticed",
              job.driver.toHandle(),
              () -> Optional.of(job.losses()).filter(now -> now > losses));
        }
      }
      job.assertEndsWell();
    }
  }

  /** In the middle of a partition, some time after that, or while a task sends its part. */
  private static void killInRound(Job job, Store store, int round) throws Exception {
    job.gate.hold(0);
    job.gate.go(round);
    ProcessHandle executor = job.held(round, 0);
    if (round % 3 == 1) {
      kill(executor);
      job.gate.release(0);
      return;
    }
    if (round % 3 == 2 && store == Store.ON_S3) {
      proxy.hold(RecordedRequest::putsPart);
      job.gate.release(0);
      WatchedArray.await(
          "a part sent",
          job.driver.toHandle(),
          () -> Optional.of(proxy.waiting()).filter(count -> count > 0));
      kill(executor);
      proxy.release();
      return;
    }
    job.gate.release(0);
    Thread.sleep(ThreadLocalRandom.current().nextInt(MOST_DELAY_MILLIS));
    kill(executor);
  }

  /**
   * An executor is stopped, a second attempt replaces its task and the array is published. Then the
   * executor resumes.
   */
  @ParameterizedTest
  @EnumSource(Store.class)
  void anAttemptThatWakesUpTooLateChangesNothing(Store store) throws Exception {
    int rounds = FaultRounds.COUNT;
    try (Job job =
        Job.of(
            "zombies-" + store,
            store,
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
          job.array.assertHolds(expected(round));
        } finally {
          job.gate.release(0);
          signal("CONT", zombie);
        }
        Thread.sleep(2_000); // the late attempt writes its rest, and is told that it is not needed
        job.assertWritten(round);
      }
      job.assertEndsWell();
    }
  }

  private static long[] expected(int round) {
    return RemoteKill.elements(ROWS, i -> i * HeldWriteJob.FACTOR + round);
  }

  private static void signal(String name, ProcessHandle process) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + name, "" + process.pid()).start();
    assertThat(kill.waitFor()).isZero();
  }
}
