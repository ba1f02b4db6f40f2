package io.memmap.spark.internal.stream.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.dtype.DTypes;
import io.memmap.array.npy.NpyHeader;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.DataStreamWriter;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real streams into one array, stopped and started again. */
class StreamIntoArrayTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  @TempDir Path made;

  private Path folder;
  private StreamFiles files;

  @BeforeEach
  void begin() throws IOException {
    folder = made.toRealPath();
    files = new StreamFiles(SPARK.spark(), folder);
  }

  /** Bytes of the array of columns {@code a} and {@code b}. */
  private static byte[] bytes(Path file, LongStream a) {
    long[] values = a.toArray();
    boolean npy = file.toString().endsWith(".npy");
    byte[] head =
        npy
            ? NpyHeader.encode(DTypes.parse("<i8"), Shape.of(values.length, 2), Order.C)
            : new byte[0];
    ByteBuffer bytes =
        ByteBuffer.allocate(head.length + values.length * 2 * Long.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(head);
    LongStream.of(values).forEach(i -> bytes.putLong(i).putLong(2 * i));
    return bytes.array();
  }

  private void assertHolds(Path file, LongStream a) throws IOException {
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes(file, a));
    try (Stream<Path> beside = Files.list(file.getParent())) {
      assertThat(beside.map(path -> path.getFileName().toString()))
          .doesNotContain("." + file.getFileName() + ".memmap-update")
          .filteredOn(name -> name.contains(".memmap-"))
          .contains(sidecar(file).getFileName().toString())
          .allMatch(name -> name.endsWith(".memmap-stream"));
    }
  }

  private void run(Path file) throws Exception {
    StreamFiles.run(files.into(files.rows()), file);
  }

  private static Path sidecar(Path file) {
    return file.resolveSibling("." + file.getFileName() + ".memmap-stream");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.npy", "a.dat"})
  void appendsEachBatchOnce(String name) throws Exception {
    Path file = folder.resolve(name);
    files.add(0, 5);
    files.add(5, 6);
    files.addLines(List.of());
    run(file);
    assertHolds(file, LongStream.range(0, 6));
    assertThat(Files.readString(sidecar(file)))
        .containsPattern("stream [0-9a-f-]{36} epoch 2 rows 6 bytes " + Files.size(file));

    files.forgetLastCommit();
    run(file);
    assertHolds(file, LongStream.range(0, 6));

    files.add(6, 60);
    run(file);
    files.forgetLastCommit();
    run(file);
    assertHolds(file, LongStream.range(0, 60));
  }

  @Test
  void rowsOfPartitionsFollowOneAnother() throws Exception {
    Path file = folder.resolve("a.npy");
    Dataset<Row> rows =
        SPARK
            .spark()
            .readStream()
            .format("rate-micro-batch")
            .option("rowsPerBatch", 10)
            .option("numPartitions", 3)
            .load()
            .selectExpr("value as a", "2 * value as b");
    for (int run = 0; run < 3; run++) {
      StreamFiles.run(files.into(rows), file); // one batch each
    }
    LongStream expected =
        LongStream.range(0, 3)
            .flatMap(
                batch ->
                    LongStream.range(0, 3)
                        .flatMap(
                            partition -> LongStream.range(0, 10).filter(i -> i % 3 == partition))
                        .map(i -> 10 * batch + i));
    assertHolds(file, expected);
  }

  @Test
  void completeModeReplacesTheFile() throws Exception {
    Path file = folder.resolve("sums.npy");
    Dataset<Row> sums = files.rows().groupBy("a").sum("b").toDF("a", "b").orderBy("a");
    files.add(0, 3);
    StreamFiles.run(files.into(sums).outputMode("complete"), file);
    Path first = Files.createLink(folder.resolve("first.npy"), file);
    files.add(3, 9);
    StreamFiles.run(files.into(sums).outputMode("complete").option("mode", "w+"), file);
    files.forgetLastCommit();
    StreamFiles.run(files.into(sums).outputMode("complete"), file);
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes(file, LongStream.range(0, 9)));
    assertThat(Files.readAllBytes(first)).isEqualTo(bytes(first, LongStream.range(0, 3)));
    assertThat(sidecar(file)).doesNotExist();
  }

  @Test
  void modeReadWriteChangesRowsInPlace() throws Exception {
    Path file = folder.resolve("a.npy");
    Files.write(file, bytes(file, LongStream.range(0, 10).map(i -> 0)));
    files.addLines(List.of("7,14", "2,4"));
    files.addLines(List.of("4,8"));
    Dataset<Row> rows = files.rows().selectExpr("a as i", "a", "b");
    DataStreamWriter<Row> stream = files.into(rows).option("mode", "r+").option("rowIndex", "i");
    StreamFiles.run(stream, file);
    LongStream expected = LongStream.of(0, 0, 2, 0, 4, 0, 0, 7, 0, 0);
    assertHolds(file, expected);

    byte[] other = bytes(file, LongStream.range(0, 10).map(i -> 9));
    Files.write(file, other); // the same file with other rows
    files.forgetLastCommit();
    StreamFiles.run(stream, file);
    assertThat(Files.readAllBytes(file)).isEqualTo(other);
  }

  @Test
  void cellsAreWrittenInPlace() throws Exception {
    Path file = folder.resolve("a.npy");
    Files.write(file, bytes(file, LongStream.range(0, 3)));
    files.addLines(List.of("2,7"));
    Dataset<Row> cells = files.rows().selectExpr("a as i0", "1 as i1", "b as value");
    StreamFiles.run(files.into(cells).option("mode", "r+").option("layout", "cells"), file);
    byte[] expected = bytes(file, LongStream.range(0, 3));
    expected[expected.length - Long.BYTES] = 7;
    assertThat(Files.readAllBytes(file)).isEqualTo(expected);
  }

  @Test
  void rowsOfBatchJobsStay() throws Exception {
    Path file = folder.resolve("a.dat");
    files.add(0, 5);
    run(file);
    SPARK
        .spark()
        .sql("SELECT 5L, 10L UNION ALL SELECT 6L, 12L")
        .coalesce(1)
        .write()
        .format("memmap")
        .mode("append")
        .option("dtype", "int64")
        .save(file.toString());
    files.forgetLastCommit();
    files.add(7, 9);
    run(file);
    assertHolds(file, LongStream.range(0, 9));
  }

  @Test
  void anArrayWithoutAStreamIsAppendedTo() throws Exception {
    Path file = folder.resolve("a.npy");
    Files.write(file, bytes(file, LongStream.range(0, 4)));
    files.add(4, 6);
    run(file);
    assertHolds(file, LongStream.range(0, 6));
  }

  @Test
  void aStreamWithoutRowsMakesNoFile() throws Exception {
    Path file = folder.resolve("a.dat");
    files.addLines(List.of());
    run(file);
    assertThat(file).doesNotExist();
    assertThat(sidecar(file)).doesNotExist();
    files.add(0, 2);
    run(file);
    assertHolds(file, LongStream.range(0, 2));
  }

  @Test
  void aValueThatDoesNotFitLeavesNothing() throws Exception {
    Path file = folder.resolve("a.npy");
    files.add(1000, 1001);
    assertThatThrownBy(
            () -> StreamFiles.run(files.into(files.rows()).option("dtype", "uint8"), file))
        .isInstanceOf(StreamingQueryException.class)
        .hasStackTraceContaining("uint8");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(Path::getFileName).map(Path::toString))
          .containsExactlyInAnyOrder("in", "checkpoint");
    }
    StreamFiles.run(files.into(files.rows()).option("dtype", "int64"), file);
    assertHolds(file, LongStream.of(1000));
  }

  @Test
  void theCheckpointMayBeASettingOfTheSession() throws Exception {
    Path file = folder.resolve("a.dat");
    files.add(0, 3);
    String setting = "spark.sql.streaming.checkpointLocation";
    SPARK.spark().conf().set(setting, folder.resolve("all").toString());
    try {
      DataStreamWriter<Row> stream =
          files.rows().writeStream().format("memmap").queryName("named").option("sync", "false");
      StreamFiles.run(stream.trigger(org.apache.spark.sql.streaming.Trigger.AvailableNow()), file);
    } finally {
      SPARK.spark().conf().unset(setting);
    }
    assertHolds(file, LongStream.range(0, 3));
  }

  /** Each stream has a line of its own. */
  @Test
  void twoStreamsFillOneArray() throws Exception {
    Path file = folder.resolve("a.npy");
    files.add(0, 3);
    run(file);
    StreamFiles others =
        new StreamFiles(SPARK.spark(), Files.createDirectory(folder.resolve("other")));
    others.add(3, 5);
    StreamFiles.run(others.into(others.rows()), file);
    files.add(5, 8);
    run(file);
    others.forgetLastCommit();
    StreamFiles.run(others.into(others.rows()), file);
    assertHolds(file, LongStream.range(0, 8));
    assertThat(Files.readAllLines(sidecar(file))).hasSize(4).endsWith("end");
  }

  /** A stream without its checkpoint is another stream. */
  @Test
  void aDeletedCheckpointReadsTheSourceAgain() throws Exception {
    Path file = folder.resolve("a.npy");
    files.add(0, 3);
    run(file);
    Files.move(files.checkpoint(), folder.resolve("gone"));
    run(file);
    assertHolds(file, LongStream.range(0, 6).map(i -> i % 3));
  }

  @Test
  void aCheckpointGoesOnWithAnotherFile() throws Exception {
    Path file = folder.resolve("a.npy");
    files.add(0, 3);
    run(file);
    Path moved = folder.resolve("b.npy");
    Files.move(file, moved);
    Files.move(sidecar(file), sidecar(moved));
    files.forgetLastCommit();
    files.add(3, 5);
    run(moved);
    assertHolds(moved, LongStream.range(0, 5));

    Path fresh = folder.resolve("c.npy");
    files.add(5, 6);
    run(fresh);
    assertHolds(fresh, LongStream.range(5, 6));
  }

  @Test
  void anotherFileIsRefused() throws Exception {
    Path file = folder.resolve("a.npy");
    files.add(0, 3);
    run(file);
    files.add(3, 5);
    byte[] rows = Files.readAllBytes(file);

    Path own = Files.move(file, folder.resolve("own.npy"));
    assertThatThrownBy(() -> run(file))
        .hasMessageContaining("file " + file + ": not found, but stream ")
        .hasMessageContaining("has written it up to epoch 0, with 3 rows then");

    Files.copy(own, file);
    assertThatThrownBy(() -> run(file))
        .hasMessageContaining("file " + file + ": stream ")
        .hasMessageContaining(
            "has written file number (inode) " + Files.getAttribute(own, "unix:ino"))
        .hasMessageContaining("found number " + Files.getAttribute(file, "unix:ino"));

    Files.move(own, file, StandardCopyOption.REPLACE_EXISTING);
    Files.write(file, Arrays.copyOf(rows, rows.length - 16));
    assertThatThrownBy(() -> run(file))
        .hasMessageContaining("has left it with " + rows.length + " bytes (3 rows)")
        .hasMessageContaining("found " + (rows.length - 16) + " bytes");

    Files.write(file, rows);
    run(file);
    assertHolds(file, LongStream.range(0, 5));
  }
}
