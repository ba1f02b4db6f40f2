package io.memmap.spark.internal.stream.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Streams that follow {@code .npy} files, whose headers say how many rows there are. */
class NpyStreamTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  @TempDir Path folder;
  private Path file;
  private FollowedQuery query;

  @BeforeEach
  void name() {
    file = folder.resolve("a.npy");
    query = new FollowedQuery(SPARK.spark(), folder.resolve("checkpoint"));
  }

  private static int[] upTo(int count) {
    return IntStream.range(0, count).toArray();
  }

  /** Makes the header say another number of rows, in place. */
  private void header(int rows) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(Npy.header("<i4", "False", "(" + rows + ", 2)")));
    }
  }

  private List<Integer> read(Dataset<Row> stream) throws Exception {
    return GrowingFile.elements(query.readAvailable(stream));
  }

  @Test
  void readsWhatTheHeaderSays() throws Exception {
    Npy.write(file, "<i4", "(1, 2)", upTo(6));
    Dataset<Row> stream = query.load(file, Map.of());
    assertThat(read(stream)).containsExactly(0, 1);
    assertThat(read(stream)).containsExactly(0, 1);
    header(3);
    assertThat(read(stream)).containsExactly(0, 1, 2, 3, 4, 5);
  }

  @Test
  void aFileThatIsBeingWrittenHasNoRowsYet() throws Exception {
    Path arrays = Files.createDirectory(folder.resolve("arrays"));
    Npy.write(arrays.resolve("1.npy"), "<i4", "(1, 2)", upTo(2));
    Dataset<Row> stream = query.load(arrays, Map.of());
    byte[] whole = Files.readAllBytes(Npy.write(folder.resolve("whole"), "<i4", "(2, 2)", upTo(4)));
    for (int bytes : new int[] {0, 3, 9, 50, 128, 140, whole.length - 1}) {
      Files.write(arrays.resolve("2.npy"), Arrays.copyOf(whole, bytes));
      assertThat(read(stream)).as("%d bytes", bytes).containsExactly(0, 1);
    }
    Files.write(arrays.resolve("2.npy"), whole);
    assertThat(read(stream)).containsExactly(0, 1, 0, 1, 2, 3);
  }

  @Test
  void aFileThatIsNoArrayStopsTheQuery() throws Exception {
    Path arrays = Files.createDirectory(folder.resolve("arrays"));
    Npy.write(arrays.resolve("1.npy"), "<i4", "(1, 2)", upTo(2));
    Dataset<Row> stream = query.load(arrays, Map.of());
    Files.writeString(arrays.resolve("2.npy"), "no array");
    assertThat(query.failure(stream)).contains("2.npy: a .npy header, which begins with");
  }

  @Test
  void aShorterHeaderStopsTheQuery() throws Exception {
    Npy.write(file, "<i4", "(3, 2)", upTo(6));
    Dataset<Row> stream = query.load(file, Map.of());
    read(stream);
    header(2);
    assertThat(query.failure(stream)).contains("the checkpoint has 3 rows, found 2");
  }

  /** In order F all elements move when rows are added. */
  @Test
  void orderFIsReadAsAWhole() throws Exception {
    Npy.write(file, "<i4", "True", "(3, 2)", new int[] {0, 2, 4, 1, 3, 5});
    Dataset<Row> stream = query.load(file, Map.of("maxRowsPerTrigger", "2"));
    assertThat(read(stream)).containsExactly(0, 1, 2, 3, 4, 5);
    byte[] grown =
        Files.readAllBytes(
            Npy.write(
                folder.resolve("f"), "<i4", "True", "(4, 2)", new int[] {0, 2, 4, 6, 1, 3, 5, 7}));
    try (SeekableByteChannel channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(grown));
    }
    assertThat(query.failure(stream))
        .contains("order F of 3 rows, found 4 rows of inode")
        .contains("order F of 4 rows");
  }

  @Test
  void whatCannotGrowAtItsEndIsRefused() throws Exception {
    Path raw = new GrowingFile(folder.resolve("a.dat")).appendRows(4).path();
    assertThatThrownBy(
            () -> query.load(raw, Map.of("dtype", "int32", "shape", "-1,2", "order", "F")))
        .hasMessageContaining(
            "option order='F': a new row moves the rows before it, so a file of any length can't be"
                + " followed; write rows in order C");
    assertThatThrownBy(() -> query.load(raw, Map.of("dtype", "int32", "shape", "2,-1")))
        .hasMessageContaining("option shape='(2, -1)': new rows of a stream make the first axis");
    assertThatThrownBy(() -> query.load(raw, Map.of("dtype", "int32", "shape", "()")))
        .hasMessageContaining("holds a 0-d array, which has no rows to follow");
    for (String slice : List.of("::-1", "-3:", ":-1", "0")) {
      assertThatThrownBy(
              () -> query.load(raw, Map.of("dtype", "int32", "shape", "-1,2", "slice", slice)))
          .as(slice)
          .hasMessageContaining("option slice='" + slice + "': a stream takes rows from the first");
    }
  }
}
