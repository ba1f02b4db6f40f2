package io.memmap.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.it.FaultRounds;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Readers during overwrites see whole arrays only, and of two writers the last one wins. */
final class RemoteOverwritesIT {
  @RegisterExtension static final RemoteTesting HDFS = RemoteTesting.hdfs();
  @RegisterExtension static final RemoteTesting S3 = RemoteTesting.s3Classic();

  private static final int OVERWRITES = FaultRounds.MANY ? 200 : 4;
  private static final long FACTOR = 1_000;

  /** Where the array is, and its length, which is that of several blocks or parts. */
  enum Store {
    ON_HDFS(300_000),
    ON_S3(1_400_000);

    private final int rows;

    Store(int rows) {
      this.rows = rows;
    }

    RemoteTesting remote() {
      return this == ON_HDFS ? HDFS : S3;
    }

    String uri(String test) {
      return remote().folder(test).target("a.dat");
    }

    /** Element i is 1000 i + round; arrays of odd rounds are longer. */
    void overwrite(String uri, int round) {
      remote()
          .spark()
          .range(0, rows(round), 1, 2)
          .selectExpr("id * " + FACTOR + " + " + round)
          .write()
          .format("memmap")
          .mode("overwrite")
          .option("sync", "false")
          .save(uri);
    }

    int rows(long round) {
      return round % 2 == 0 ? rows : rows + 1_001;
    }

    List<String> left(String uri) throws IOException {
      String folder = uri.substring(0, uri.lastIndexOf('/'));
      return new RemoteFolder(folder, remote().configuration()).names();
    }

    /**
     * Reads with a plain client.
     *
     * @return the round
     */
    long read(String uri) throws IOException {
      Path path = new Path(uri);
      FileSystem fs = path.getFileSystem(remote().configuration());
      FileStatus status = fs.getFileStatus(path);
      ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(status.getLen()));
      try (FSDataInputStream opened = fs.open(path);
          DataInputStream in = new DataInputStream(opened)) {
        in.readFully(bytes.array());
      }
      return assertWhole(bytes.order(ByteOrder.LITTLE_ENDIAN));
    }

    private long assertWhole(ByteBuffer bytes) {
      long round = bytes.getLong(0);
      // The length is of the time before the file was opened, so that it may be shorter
      assertThat(round).isBetween(0L, FACTOR - 1);
      for (int i = 0; i < bytes.limit() / Long.BYTES; i++) {
        if (bytes.getLong(i * Long.BYTES) != i * FACTOR + round) {
          throw new AssertionError("element " + i + " is not of round " + round);
        }
      }
      return round;
    }

    /**
     * Reads with the connector.
     *
     * @return the round
     */
    long load(String uri) {
      Row found =
          remote()
              .spark()
              .read()
              .format("memmap")
              .option("dtype", "int64")
              .load(uri)
              .selectExpr("value - _row * " + FACTOR + " as round")
              .selectExpr("min(round)", "max(round)", "count(round)")
              .head();
      long round = found.getLong(0);
      assertThat(found.getLong(1)).as("the last round of an array").isEqualTo(round);
      assertThat(found.getLong(2)).as("rows of round " + round).isEqualTo(rows(round));
      return round;
    }
  }

  /** Reads until told to end; a file that was replaced meanwhile is an error, and no array. */
  private record Reader(Callable<Long> read, AtomicBoolean done) implements Callable<Integer> {
    @Override
    public Integer call() throws Exception {
      int whole = 0;
      int replaced = 0;
      long last = -1;
      while (!done.get() || whole == 0) { // at last nothing is written any more
        try {
          long round = read.call();
          assertThat(round).isGreaterThanOrEqualTo(last);
          last = round;
          whole++;
        } catch (AssertionError wrong) {
          throw new IllegalStateException(wrong);
        } catch (Exception e) { // Spark throws checked ones that no method declares
          replaced++;
        }
      }
      System.out.printf("%d arrays were whole, %d were replaced meanwhile%n", whole, replaced);
      return whole;
    }
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void readersSeeWholeArraysOnly(Store store) throws Exception {
    String uri = store.uri("readers");
    store.overwrite(uri, 0);
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      Future<Integer> plain = pool.submit(new Reader(() -> store.read(uri), done));
      Future<Integer> connector = pool.submit(new Reader(() -> store.load(uri), done));
      for (int round = 1; round <= OVERWRITES; round++) {
        store.overwrite(uri, round);
      }
      done.set(true);
      assertThat(plain.get()).as("reads by a plain client").isPositive();
      assertThat(connector.get()).as("reads by the connector").isPositive();
    } finally {
      done.set(true);
      pool.shutdownNow();
    }
    assertThat(store.load(uri)).isEqualTo(OVERWRITES);
    assertThat(store.left(uri)).containsExactly("a.dat");
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void ofTwoWritersTheLastOneWins(Store store) throws Exception {
    String uri = store.uri("writers");
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      for (int round = 0; round < OVERWRITES / 2; round++) {
        List<Future<?>> writers = new ArrayList<>();
        for (int writer : new int[] {2 * round, 2 * round + 1}) {
          writers.add(pool.submit(() -> store.overwrite(uri, writer)));
        }
        for (Future<?> writer : writers) {
          writer.get();
        }
        assertThat(store.load(uri)).isBetween(2L * round, 2L * round + 1);
        assertThat(store.left(uri)).containsExactly("a.dat");
      }
    } finally {
      pool.shutdownNow();
    }
  }
}
