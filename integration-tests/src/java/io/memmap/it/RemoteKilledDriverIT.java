package io.memmap.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.remote.FaultProxy;
import io.memmap.remote.Libraries;
import io.memmap.remote.RecordedRequest;
import io.memmap.remote.RemoteTesting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Kills the driver of a write to HDFS or S3 in a state that the store shows. Afterwards the old or
 * the new array is there, and the next write removes all leftovers.
 */
@Tag("faults")
final class RemoteKilledDriverIT {
  @RegisterExtension static final RemoteTesting HDFS = RemoteTesting.hdfs();
  @RegisterExtension static final RemoteTesting S3 = RemoteTesting.s3();

  private static final int OLD_ROWS = 1_000;
  private static final int ROWS = 2_000_000;
  private static final int PARTITIONS = 2;

  private static FaultProxy proxy;

  @BeforeAll
  static void start() throws Exception {
    proxy = S3.faultProxy();
  }

  @AfterAll
  static void stop() throws Exception {
    proxy.close();
  }

  static IntStream rounds() {
    return IntStream.rangeClosed(1, FaultRounds.COUNT);
  }

  private static long[] old() {
    return RemoteKill.elements(OLD_ROWS, i -> -1 - i);
  }

  private static long[] written() {
    return RemoteKill.elements(ROWS, i -> i * HeldWriteJob.FACTOR + 1);
  }

  /** The state in which the process is killed. */
  @FunctionalInterface
  private interface State {
    Supplier<Optional<?>> seen(RemoteKill array, WriteGate gate) throws Exception;
  }

  private static RemoteKill kill(String name, RemoteKill array, State state) throws Exception {
    Path dir = Path.of(System.getProperty("it.dir"), "remote-killed-" + name);
    WriteGate gate = new WriteGate(dir.resolve("gate-" + System.nanoTime()));
    array.write(old());
    Supplier<Optional<?>> seen = state.seen(array, gate);
    gate.go(1);
    Process driver =
        new LocalSubmit(Path.of(System.getProperty("it.spark.classpath")), dir)
            .with(Libraries.ofS3a(SparkLine.built().hadoop()), RemoteKill.settings(HDFS, S3, proxy))
            .start(
                HeldWriteJob.class,
                array.uri(),
                gate.folder().toString(),
                "overwrite",
                "" + ROWS,
                "" + PARTITIONS,
                "1");
    try {
      WatchedArray.await(name, driver.toHandle(), () -> seen.get().map(Object.class::cast));
    } finally {
      driver.destroyForcibly();
      driver.waitFor();
      proxy.release();
      proxy.awaitServed();
    }
    return array;
  }

  /** A task is held half-way through a partition. */
  private static final State STAGING =
      (array, gate) -> {
        gate.hold(0);
        return () -> gate.held(1, 0);
      };

  private static State asking(Predicate<RecordedRequest> which) {
    return (array, gate) -> {
      proxy.hold(which);
      return () -> Optional.of(proxy.waiting()).filter(count -> count > 0);
    };
  }

  /** A round, after which the array is checked. */
  @FunctionalInterface
  private interface Round {
    RemoteKill of(int round) throws Exception;
  }

  /** Cleans up when all rounds are over, so that all leases of the killed writers end together. */
  private static void inRounds(Round one) throws Exception {
    List<RemoteKill> arrays = new ArrayList<>();
    for (int round = 1; round <= FaultRounds.COUNT; round++) {
      RemoteKill array = one.of(round);
      array.assertNextWriteIsWhole();
      arrays.add(array);
    }
    if (FaultRounds.MANY) {
      for (RemoteKill array : arrays) {
        array.assertNextWriteCleansUp();
      }
    }
  }

  @Test
  void whileTasksStageOnHdfs() throws Exception {
    inRounds(
        round -> {
          RemoteKill array = RemoteKill.onHdfs(HDFS, "staging-" + round);
          kill("staging-hdfs-" + round, array, STAGING).assertHolds(old());
          assertThat(array.beside()).as("what the killed write left").isPresent();
          return array;
        });
  }

  @Test
  void someTimeAfterSomethingIsStagedOnHdfs() throws Exception {
    inRounds(
        round -> {
          RemoteKill array = RemoteKill.onHdfs(HDFS, "staged-" + round);
          kill("staged-hdfs-" + round, array, staged(40L * (round - 1)));
          assertThat(array.holds(old()) || array.holds(written())).isTrue();
          return array;
        });
  }

  private static State staged(long delay) {
    return (array, gate) ->
        () -> {
          Optional<String> staged = array.beside();
          staged.ifPresent(file -> pause(delay));
          return staged;
        };
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static final State PUBLISHED =
      (array, gate) -> () -> array.lengthUnless(OLD_ROWS * Long.BYTES);

  @Test
  void afterTheArrayHasItsNameOnHdfs() throws Exception {
    inRounds(
        round -> {
          RemoteKill array = RemoteKill.onHdfs(HDFS, "renamed-" + round);
          kill("renamed-hdfs-" + round, array, PUBLISHED).assertHolds(written());
          return array;
        });
  }

  @ParameterizedTest
  @MethodSource("rounds")
  void whileTasksStageForS3(int round) throws Exception {
    RemoteKill array = RemoteKill.onS3(S3, "staging-" + round);
    kill("staging-s3-" + round, array, STAGING).assertHolds(old());
    array.assertNextWriteCleansUp();
  }

  @ParameterizedTest
  @MethodSource("rounds")
  void whilePartsAreSentToS3(int round) throws Exception {
    RemoteKill array = RemoteKill.onS3(S3, "parts-" + round);
    kill("parts-s3-" + round, array, asking(RecordedRequest::putsPart)).assertHolds(old());
    assertThat(array.beside()).as("what the killed write left").isPresent();
    array.assertNextWriteCleansUp();
  }

  @ParameterizedTest
  @MethodSource("rounds")
  void whileAnUploadIsCompletedOnS3(int round) throws Exception {
    RemoteKill array = RemoteKill.onS3(S3, "completion-" + round);
    kill("completion-s3-" + round, array, asking(RecordedRequest::completesUpload));
    assertThat(array.holds(old()) || array.holds(written())).isTrue();
    array.assertNextWriteCleansUp();
  }

  @ParameterizedTest
  @MethodSource("rounds")
  void afterAnUploadWasCompletedOnS3(int round) throws Exception {
    RemoteKill array = RemoteKill.onS3(S3, "completed-" + round);
    kill("completed-s3-" + round, array, PUBLISHED).assertHolds(written());
    array.assertNextWriteCleansUp();
  }
}
