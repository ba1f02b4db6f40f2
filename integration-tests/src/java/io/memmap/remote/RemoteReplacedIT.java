package io.memmap.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.array.Order;
import io.memmap.testing.TaskRead;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A file that is replaced while it is read is an error, and never gives values of both. */
final class RemoteReplacedIT {
  @RegisterExtension static final RemoteTesting HDFS = RemoteTesting.hdfs();
  @RegisterExtension static final RemoteTesting S3 = RemoteTesting.s3();
  @RegisterExtension static final RemoteTesting CLASSIC = RemoteTesting.s3Classic();

  /**
   * Two tasks of 60 MiB, which is more than they read ahead: three blocks of 8 MiB, to which the
   * analytics stream of S3A adds as much again, also beyond the end of a task. S3Proxy takes at
   * most 128 MiB at once.
   */
  private static final int ROWS = 30 << 20;

  private static final int COLUMNS = 1;

  /** Where the file is. */
  enum Kind {
    ON_HDFS,
    ON_S3,
    ON_S3_CLASSIC;

    RemoteTesting remote() {
      return switch (this) {
        case ON_HDFS -> HDFS;
        case ON_S3 -> S3;
        case ON_S3_CLASSIC -> CLASSIC;
      };
    }
  }

  @TempDir static Path local;

  private static Path before;
  private static Path after;

  @BeforeAll
  static void write() throws IOException {
    before = NpyFile.write(local.resolve("before.npy"), ROWS, COLUMNS, Order.F, 0);
    after = NpyFile.write(local.resolve("after.npy"), ROWS, COLUMNS, Order.F, 1 << 30);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aReplacementInTheMiddleOfAScanIsAnError(Kind kind) throws IOException {
    RemoteTesting remote = kind.remote();
    String uri = remote.put(before, "scanned.npy");
    SparkSession.setActiveSession(remote.spark());
    Batch batch = new TaskRead(uri, Map.of("numPartitions", "2"), null).batch();
    InputPartition[] partitions = batch.planInputPartitions();
    assertThat(partitions).hasSize(2);
    try (PartitionReader<ColumnarBatch> reader =
        batch.createReaderFactory().createColumnarReader(partitions[0])) {
      assertThat(reader.next()).isTrue();
      checkAllOfTheFirst(reader.get());
      remote.put(after, "scanned.npy");
      Optional<IOException> thrown = restOfTheFirst(reader);
      // an open stream of HDFS goes on with the old blocks
      if (kind != Kind.ON_HDFS || thrown.isPresent()) {
        assertThat(thrown).isPresent();
        assertThat(thrown.get()).hasMessageContainingAll(uri, "replaced", "load it again");
      }
    }
    assertThatThrownBy(() -> readFirst(batch, partitions[1]))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll(uri, "replaced", "load it again");
  }

  private static Optional<IOException> restOfTheFirst(PartitionReader<ColumnarBatch> reader) {
    try {
      while (reader.next()) {
        checkAllOfTheFirst(reader.get());
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e);
    }
  }

  private static void checkAllOfTheFirst(ColumnarBatch rows) {
    for (int row = 0; row < rows.numRows(); row++) {
      if (rows.column(0).getInt(row) >= 1 << 30) {
        throw new AssertionError("a value of the other file in row " + row);
      }
    }
  }

  private static void readFirst(Batch batch, InputPartition partition) throws IOException {
    try (PartitionReader<ColumnarBatch> reader =
        batch.createReaderFactory().createColumnarReader(partition)) {
      reader.next();
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void loadingAgainReadsTheNewFile(Kind kind) throws IOException {
    RemoteTesting remote = kind.remote();
    Path one = NpyFile.write(local.resolve("one.npy"), 5, 1, Order.C, 0);
    String uri = remote.put(one, "loaded.npy");
    Dataset<Row> planned = remote.spark().read().format("memmap").load(uri);
    assertThat(values(planned)).containsExactly(0, 1, 2, 3, 4);
    Path other = NpyFile.write(local.resolve("other.npy"), 5, 1, Order.C, 7);
    remote.put(other, "loaded.npy");
    Dataset<Row> again = remote.spark().read().format("memmap").load(uri);
    assertThat(values(again)).containsExactly(7, 8, 9, 10, 11);
  }

  private static Stream<Integer> values(Dataset<Row> array) {
    return array.collectAsList().stream().map(row -> row.getInt(0));
  }
}
