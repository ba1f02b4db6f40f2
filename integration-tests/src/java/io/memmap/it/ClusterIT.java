package io.memmap.it;

import static io.memmap.it.WatchedArray.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Writes, reads and aggregates one file on a standalone cluster. The driver runs in the client or
 * on a worker; executors are killed, are slow or are decommissioned. All expected sums are computed
 * in the test.
 */
final class ClusterIT {
  private static final int ROW_BYTES = ClusterJob.COLUMNS * Integer.BYTES;
  private static final long ROWS = (64L << 20) / ROW_BYTES;
  private static final long ROWS_OF_MORE_THAN_2_GIB = (2L << 30) / ROW_BYTES + 7;

  private static final Path DIR = Path.of(System.getProperty("it.dir"), "cluster-reads");

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

  /** A job and its array. */
  private record Job(WatchedArray array, WriteGate gate, Process submitted, long rows)
      implements AutoCloseable {
    static Job of(String name, long rows, int rounds, String... settings) throws IOException {
      Path dir = EmptyDirectory.of("cluster-arrays", name);
      WatchedArray array = new WatchedArray(dir.resolve("array"));
      WriteGate gate = new WriteGate(dir.resolve("gate"));
      String[] arguments = {
        array.file().toString(), gate.folder().toAbsolutePath().toString(), "" + rows, "" + rounds
      };
      Process submitted = cluster.submit(name, ClusterJob.class, List.of(settings), arguments);
      return new Job(array, gate, submitted, rows);
    }

    void awaitEnd(int round) {
      await("the end of round " + round, submitted.toHandle(), () -> gate.ended(round));
    }

    ProcessHandle held(int round, int partition) {
      String state = "partition " + partition + " held in round " + round;
      long pid = await(state, submitted.toHandle(), () -> gate.held(round, partition));
      return ProcessHandle.of(pid).orElseThrow();
    }

    void awaitExecutors(int count) {
      await(
          count + " executors",
          submitted.toHandle(),
          () -> Optional.of(cluster.executors()).filter(running -> running.size() == count));
    }

    void assertEndsWell() throws InterruptedException {
      assertThat(submitted.waitFor(300, TimeUnit.SECONDS)).isTrue();
      assertThat(submitted.exitValue()).isZero();
    }

    private Optional<List<String>> said() {
      Path file = gate.folder().resolve("said");
      try {
        return Files.exists(file) ? Optional.of(Files.readAllLines(file)) : Optional.empty();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /**
     * Asserts that the array's bytes and the job's results are right, and that no other file lies
     * beside the array.
     *
     * @param process a process that lives until the job has stored its results
     */
    void assertRight(ProcessHandle process, String deployMode, int rounds) throws IOException {
      List<String> said = await("what the job has seen", process, this::said);
      long first = sumOfColumn(0);
      for (int round = 1; round <= rounds; round++) {
        assertThat(said).contains("sum" + round + "=" + sumOfAll());
      }
      assertThat(said)
          .contains(
              "deployMode=" + deployMode,
              "count=" + rows,
              "aggregates=[" + first + ",3," + (ClusterJob.PERIOD - 1 + 15) + "]",
              "grouped=[" + sumOfColumn(1) + "," + (rows - 1) + "]",
              "groups=" + ClusterJob.PERIOD)
          .hasSize(5 + rounds);
      assertBytes();
      assertThat(array.beside()).isEmpty();
    }

    private long sumOfColumn(int column) {
      long period = ClusterJob.PERIOD;
      long rest = rows % period;
      long ofRows = rows / period * (period * (period - 1) / 2) + rest * (rest - 1) / 2;
      return ofRows + rows * column;
    }

    private long sumOfAll() {
      long columns = ClusterJob.COLUMNS;
      return columns * sumOfColumn(0) + rows * (columns * (columns - 1) / 2);
    }

    /** Compares the file with repetitions of one block of {@link ClusterJob#PERIOD} rows. */
    private void assertBytes() throws IOException {
      byte[] block = block();
      long bytes = rows * ROW_BYTES;
      assertThat(array.file()).hasSize(bytes);
      try (DataInputStream file = new DataInputStream(Files.newInputStream(array.file()))) {
        byte[] found = new byte[block.length];
        for (long at = 0; at < bytes; at += block.length) {
          int length = (int) Math.min(block.length, bytes - at);
          file.readFully(found, 0, length);
          if (!ByteBuffer.wrap(found, 0, length).equals(ByteBuffer.wrap(block, 0, length))) {
            throw new AssertionError("the bytes differ in the block at " + at);
          }
        }
      }
    }

    private static byte[] block() {
      ByteBuffer block =
          ByteBuffer.allocate(ClusterJob.PERIOD * ROW_BYTES).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < ClusterJob.PERIOD; i++) {
        for (int j = 0; j < ClusterJob.COLUMNS; j++) {
          block.putInt(i + j);
        }
      }
      return block.array();
    }

    @Override
    public void close() throws IOException {
      submitted.destroyForcibly();
      Files.deleteIfExists(array.file());
    }
  }

  @Test
  void readsOnWhenAnExecutorIsKilledOrSlow() throws Exception {
    killOneAndSlowOneDown("client", ROWS, "16m");
  }

  @Tag("matrix")
  @Test
  void readsOnInMoreThan2GiB() throws Exception {
    killOneAndSlowOneDown("client-2g", ROWS_OF_MORE_THAN_2_GIB, "128m");
  }

  private static void killOneAndSlowOneDown(String name, long rows, String partition)
      throws Exception {
    try (Job job =
        Job.of(
            name,
            rows,
            2,
            "spark.sql.files.maxPartitionBytes=" + partition,
            "spark.speculation=true",
            "spark.speculation.interval=100ms",
            "spark.speculation.quantile=0.5",
            "spark.speculation.multiplier=1.1",
            "spark.speculation.minTaskRuntime=100ms")) {
      job.gate.hold(0);
      job.gate.go(1);
      ProcessHandle killed = job.held(1, 0);
      assertThat(killed.destroyForcibly()).isTrue();
      killed.onExit().orTimeout(60, TimeUnit.SECONDS).join();
      job.gate.release(0);
      job.awaitEnd(1);

      // The attempt is held until the round has ended, so another attempt has read the partition
      job.gate.hold(1);
      job.gate.go(2);
      job.held(2, 1);
      job.awaitEnd(2);
      job.gate.release(1);

      job.assertEndsWell();
      job.assertRight(ProcessHandle.current(), "client", 2);
      assertThat(Files.readString(cluster.log(name))).contains("Lost executor");
    }
  }

  @Test
  void runsItsDriverOnAWorker() throws Exception {
    try (Job job =
        Job.of("driver", ROWS, 1, "spark.submit.deployMode=cluster", "spark.driver.memory=512m")) {
      job.gate.go(1);
      job.assertEndsWell();
      job.assertRight(ProcessHandle.current(), "cluster", 1);
    }
  }

  @Test
  void readsOnWhenExecutorsLeaveAndComeBack() throws Exception {
    try (Job job =
        leaving(
            "leaving",
            2,
            "spark.dynamicAllocation.shuffleTracking.enabled=true",
            "spark.dynamicAllocation.shuffleTracking.timeout=1s")) {
      job.gate.go(1);
      job.awaitEnd(1);
      job.awaitExecutors(0);
      job.gate.go(2);
      job.awaitEnd(2);
      job.assertEndsWell();
      job.assertRight(ProcessHandle.current(), "client", 2);
    }
  }

  /**
   * An executor that has read its share is decommissioned with its shuffle blocks while the other
   * executor still reads.
   */
  @Tag("matrix")
  @Test
  void readsOnWhenAnExecutorLeavesInTheMiddle() throws Exception {
    try (Job job =
        leaving(
            "leaving-early",
            1,
            "spark.dynamicAllocation.shuffleTracking.enabled=false",
            "spark.decommission.enabled=true",
            "spark.storage.decommission.enabled=true",
            "spark.storage.decommission.shuffleBlocks.enabled=true")) {
      job.gate.hold(0);
      job.gate.go(1);
      ProcessHandle stays = job.held(1, 0);
      job.awaitExecutors(2);
      job.awaitExecutors(1);
      assertThat(cluster.executors()).containsExactly(stays);
      job.gate.release(0);
      job.awaitEnd(1);
      job.assertEndsWell();
      job.assertRight(ProcessHandle.current(), "client", 1);
    }
  }

  /** A job whose executors are removed after one idle second. */
  private static Job leaving(String name, int rounds, String... settings) throws IOException {
    List<String> all = new ArrayList<>(List.of(settings));
    all.add("spark.dynamicAllocation.enabled=true");
    all.add("spark.dynamicAllocation.executorIdleTimeout=1s");
    all.add("spark.dynamicAllocation.schedulerBacklogTimeout=1s");
    all.add("spark.dynamicAllocation.maxExecutors=2");
    return Job.of(name, ROWS, rounds, all.toArray(new String[0]));
  }
}
