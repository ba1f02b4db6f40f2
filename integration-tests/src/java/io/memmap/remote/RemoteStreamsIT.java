package io.memmap.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.array.Order;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams follow folders of arrays on servers, where their checkpoints are too. */
final class RemoteStreamsIT {
  @RegisterExtension static final RemoteTesting HDFS = RemoteTesting.hdfs();
  @RegisterExtension static final RemoteTesting S3 = RemoteTesting.s3();

  private static final int COLUMNS = 2;

  @TempDir Path local;
  private final List<Integer> rows = Collections.synchronizedList(new ArrayList<>());

  private static RemoteTesting remote(String name) {
    return name.equals("hdfs") ? HDFS : S3;
  }

  private void put(RemoteTesting remote, String name, int count, int first) throws IOException {
    remote.put(NpyFile.write(local.resolve("put"), count, COLUMNS, Order.C, first), name);
  }

  /** Reads all that is there; the rows are known by their first elements. */
  private List<Integer> read(RemoteTesting remote, String folder, Map<String, String> options)
      throws Exception {
    Dataset<Row> stream =
        remote.spark().readStream().format("memmap").options(options).load(folder);
    stream
        .writeStream()
        .option("checkpointLocation", folder + "-checkpoint")
        .trigger(Trigger.AvailableNow())
        .foreachBatch(
            (Dataset<Row> batch, Long id) ->
                batch.collectAsList().forEach(row -> rows.add(row.getInt(0))))
        .start()
        .awaitTermination();
    return rows;
  }

  @ParameterizedTest
  @ValueSource(strings = {"hdfs", "s3"})
  void newFilesAreReadOnce(String name) throws Exception {
    RemoteTesting remote = remote(name);
    put(remote, "new/1.npy", 2, 0);
    assertThat(read(remote, remote.folder() + "/new", Map.of())).containsExactly(0, 2);
    put(remote, "new/2.npy", 1, 10);
    put(remote, "new/10.npy", 1, 20);
    assertThat(read(remote, remote.folder() + "/new", Map.of())).containsExactly(0, 2, 10, 20);
    assertThat(read(remote, remote.folder() + "/new", Map.of())).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hdfs", "s3"})
  void manyFilesAreKeptInAFileOfTheCheckpoint(String name) throws Exception {
    RemoteTesting remote = remote(name);
    for (int i = 0; i < 101; i++) {
      put(remote, "many/" + i + ".npy", 1, 2 * i);
    }
    assertThat(read(remote, remote.folder() + "/many", Map.of())).hasSize(101);
    put(remote, "many/101.npy", 1, 202);
    assertThat(read(remote, remote.folder() + "/many", Map.of()))
        .isEqualTo(IntStream.range(0, 102).mapToObj(i -> 2 * i).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"hdfs", "s3"})
  void aReplacedFileStopsTheQuery(String name) throws Exception {
    RemoteTesting remote = remote(name);
    put(remote, "replaced/1.npy", 2, 0);
    read(remote, remote.folder() + "/replaced", Map.of());
    put(remote, "replaced/1.npy", 3, 100);
    assertThatThrownBy(() -> read(remote, remote.folder() + "/replaced", Map.of()))
        .isInstanceOf(StreamingQueryException.class)
        .hasMessageContaining(
            "1.npy: replaced by another file since the stream read it, the checkpoint has 2 rows")
        .hasMessageContaining("found 3 rows of");
  }

  @Test
  void aFileOnHdfsMayGrow() throws Exception {
    Map<String, String> options = Map.of("dtype", "int32", "shape", "-1,2");
    append("grown/a.dat", 0, 5);
    assertThat(read(HDFS, HDFS.folder() + "/grown", options)).containsExactly(0, 2);
    append("grown/a.dat", 5, 3);
    assertThat(read(HDFS, HDFS.folder() + "/grown", options)).containsExactly(0, 2, 4, 6);
  }

  private static void append(String name, int first, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    IntStream.range(first, first + count).forEach(bytes::putInt);
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(HDFS.folder() + "/" + name);
    try (OutputStream out =
        first == 0 ? HDFS.fileSystem().create(path) : HDFS.fileSystem().append(path)) {
      out.write(bytes.array());
    }
  }
}
