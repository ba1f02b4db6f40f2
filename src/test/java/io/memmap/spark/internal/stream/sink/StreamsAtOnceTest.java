package io.memmap.spark.internal.stream.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.dtype.DTypes;
import io.memmap.array.npy.NpyHeader;
import io.memmap.storage.publish.InPlaceUpdate;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A stream and other writers of the same array at the same time. */
class StreamsAtOnceTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private static final int BATCHES = 6;
  private static final int ROWS = 20;

  @TempDir Path made;

  private Path folder;
  private Path file;
  private StreamFiles files;

  @BeforeEach
  void begin() throws IOException {
    folder = made.toRealPath();
    file = folder.resolve("a.npy");
    files = new StreamFiles(SPARK.spark(), folder);
  }

  private boolean isStaged() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(path -> path.getFileName().toString())
          .anyMatch(name -> name.matches("\\.a\\.npy\\.memmap-[0-9a-f]{8}-.*"));
    }
  }

  /** The first column of the array. */
  private long[] values() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int head = NpyHeader.encode(DTypes.parse("<i8"), Shape.of(1, 2), Order.C).length;
    ByteBuffer rows = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).position(head);
    return LongStream.generate(
            () -> {
              long a = rows.getLong();
              assertThat(rows.getLong()).isEqualTo(2 * a);
              return a;
            })
        .limit(rows.remaining() / (2 * Long.BYTES))
        .toArray();
  }

  @Test
  void aStreamWaitsForABatchJob() throws Exception {
    files.add(0, 3);
    StreamFiles.run(files.into(files.rows()), file);
    files.add(3, 5);
    StreamingQuery query;
    try (InPlaceUpdate job = InPlaceUpdate.open(file, UUID.randomUUID().toString())) {
      query = files.into(files.rows()).start(file.toString());
      while (!isStaged()) {
        assertThat(query.exception().isEmpty()).as("not ended").isTrue();
        Thread.sleep(10);
      }
      Thread.sleep(500); // longer than a write waits that is not of a stream
      assertThat(query.isActive()).isTrue();
      assertThat(values()).hasSize(3);
      assertThat(job.bytes()).isEqualTo(Files.size(file));
    }
    query.awaitTermination();
    assertThat(values()).isEqualTo(LongStream.range(0, 5).toArray());
  }

  @Test
  void itDoesNotWaitForEver() throws Exception {
    files.add(0, 3);
    StreamFiles.run(files.into(files.rows()), file);
    files.add(3, 5);
    try (InPlaceUpdate job = InPlaceUpdate.open(file, UUID.randomUUID().toString())) {
      assertThatThrownBy(
              () -> StreamFiles.run(files.into(files.rows()).option("lockTimeout", "300ms"), file))
          .hasMessageContaining(
              "file "
                  + file
                  + ": another write is appending to it or updating it ("
                  + job.folder());
    }
    StreamFiles.run(files.into(files.rows()), file);
    assertThat(values()).isEqualTo(LongStream.range(0, 5).toArray());
  }

  /** Batches of each stream are in its order, and each is in one piece. */
  @Test
  void streamsAndBatchJobsTakeTurns() throws Exception {
    StreamFiles others =
        new StreamFiles(SPARK.spark(), Files.createDirectory(folder.resolve("other")));
    files.add(0, ROWS);
    StreamFiles.run(files.into(files.rows()), file);
    for (int batch = 0; batch < BATCHES; batch++) {
      files.add(ROWS + batch * ROWS, 2 * ROWS + batch * ROWS);
      others.add(10_000 + batch * ROWS, 10_000 + (batch + 1) * ROWS);
    }
    StreamingQuery one = files.into(files.rows()).start(file.toString());
    StreamingQuery two = others.into(others.rows()).start(file.toString());
    int jobs = 0;
    while (one.isActive() || two.isActive() || jobs == 0) {
      SPARK
          .spark()
          .range(-ROWS, 0, 1, 1)
          .selectExpr("id as a", "2 * id as b")
          .write()
          .format("memmap")
          .mode("append")
          .option("lockTimeout", "5min")
          .save(file.toString());
      jobs++;
    }
    one.awaitTermination();
    two.awaitTermination();
    long[] values = values();
    assertThat(values).hasSize((2 * BATCHES + 1 + jobs) * ROWS);
    assertThat(LongStream.of(values).filter(a -> a >= 0 && a < 10_000))
        .containsExactly(boxed(0, (BATCHES + 1) * ROWS));
    assertThat(LongStream.of(values).filter(a -> a >= 10_000))
        .containsExactly(boxed(10_000, 10_000 + BATCHES * ROWS));
    for (int i = 0; i < values.length; i++) {
      assertThat(Math.floorMod(values[i], ROWS)).isEqualTo(i % ROWS);
    }
  }

  private static Long[] boxed(long first, long end) {
    return LongStream.range(first, end).boxed().toArray(Long[]::new);
  }
}
