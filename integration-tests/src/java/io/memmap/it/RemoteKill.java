package io.memmap.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.remote.FaultProxy;
import io.memmap.remote.RemoteTesting;
import io.memmap.remote.S3Server;
import io.memmap.testing.ArrayFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongUnaryOperator;

/**
 * An int64 array on a store, alone in its folder, that processes write until they are killed. The
 * processes reach S3 through a proxy, and the test without it.
 */
final class RemoteKill {
  private static final String NAME = "a.dat";
  private static final int SECONDS_TO_CLEAN_UP = 100;

  private final RemoteTesting remote;
  private final ArrayFolder folder;

  private RemoteKill(RemoteTesting remote, ArrayFolder folder) {
    this.remote = remote;
    this.folder = folder;
  }

  static RemoteKill onHdfs(RemoteTesting hdfs, String folder) {
    return new RemoteKill(hdfs, hdfs.folder(folder));
  }

  static RemoteKill onS3(RemoteTesting s3, String folder) {
    return new RemoteKill(s3, s3.folderOf(S3Server.KILLED, folder));
  }

  String uri() {
    return folder.target(NAME);
  }

  /** Settings of Spark for the processes. */
  static Map<String, String> settings(RemoteTesting hdfs, RemoteTesting s3, FaultProxy proxy) {
    Map<String, String> hadoop = new HashMap<>(hdfs.settings());
    hadoop.putAll(s3.settings());
    hadoop.put(
        "fs.s3a.bucket." + S3Server.KILLED + ".endpoint", "http://127.0.0.1:" + proxy.port());
    Map<String, String> spark = new HashMap<>();
    hadoop.forEach((name, value) -> spark.put("spark.hadoop." + name, value));
    return spark;
  }

  void write(long[] elements) throws IOException {
    folder.put(NAME, bytes(elements));
  }

  private static byte[] bytes(long[] elements) {
    ByteBuffer bytes =
        ByteBuffer.allocate(elements.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(elements);
    return bytes.array();
  }

  static long[] elements(int count, LongUnaryOperator element) {
    return WatchedArray.elements(count, element);
  }

  boolean holds(long[] expected) throws IOException {
    return Arrays.equals(folder.bytes(NAME), bytes(expected));
  }

  void assertHolds(long[] expected) throws IOException {
    assertThat(Arrays.mismatch(folder.bytes(NAME), bytes(expected)))
        .as("first byte that differs")
        .isEqualTo(-1);
  }

  /** Something beside the array, such as a staging folder. */
  Optional<String> beside() {
    try {
      return folder.names().stream().filter(name -> !name.equals(NAME)).findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The length, if the array has another than that. */
  Optional<Integer> lengthUnless(int bytes) {
    try {
      return Optional.of(folder.bytes(NAME).length).filter(found -> found != bytes);
    } catch (IOException replaced) {
      return Optional.empty();
    }
  }

  void assertAlone() throws IOException {
    assertThat(folder.names()).containsExactly(NAME);
  }

  /** Writes another array, which is complete then. */
  void assertNextWriteIsWhole() throws IOException {
    remote
        .spark()
        .range(0, 5_000, 1, 2)
        .selectExpr("-id")
        .write()
        .format("memmap")
        .mode("overwrite")
        .save(uri());
    assertHolds(elements(5_000, i -> -i));
  }

  /**
   * Writes until a write has removed what the killed one left. On HDFS this takes a minute, until
   * the lease of the killed writer has ended; on S3 a day, so the leftovers are made older.
   */
  void assertNextWriteCleansUp() throws IOException, InterruptedException {
    remote.makeOlder(folder.target(""), NAME);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_CLEAN_UP);
    assertNextWriteIsWhole();
    while (beside().isPresent() && System.nanoTime() < end) {
      TimeUnit.SECONDS.sleep(2);
      assertNextWriteIsWhole();
    }
    assertAlone();
  }
}
