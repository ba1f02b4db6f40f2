package io.memmap.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.dtype.DTypes;
import io.memmap.array.npy.NpyHeader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The files that a {@link StreamJob} reads, the array that it makes, and its checkpoint. */
final class StreamedArray {
  private static final Pattern LAST_EPOCH = Pattern.compile("(?m)^stream \\S+ epoch ([0-9]+) ");
  private static final long FIRST_SECOND = 1_700_000_000;

  private final Path folder;
  private final Path files;
  private int batches;
  private long rows;

  StreamedArray(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder.resolve("array"));
    this.files = Files.createDirectories(folder.resolve("files"));
  }

  /** Adds a batch, with rows {@code i, 2 i}. */
  void add(int count) throws IOException {
    Path draft = folder.resolveSibling("draft");
    List<String> lines =
        LongStream.range(rows, rows + count).mapToObj(i -> i + "," + 2 * i).toList();
    Files.write(draft, lines);
    // the source takes the oldest files first
    Files.setLastModifiedTime(draft, FileTime.from(FIRST_SECOND + batches, TimeUnit.SECONDS));
    Files.move(draft, files.resolve("batch-" + batches++ + ".csv"));
    rows += count;
  }

  Path array() {
    return folder.resolve("a.npy");
  }

  private Path checkpoint() {
    return folder.resolveSibling("checkpoint");
  }

  /** Arguments of the job. */
  String[] arguments() {
    return new String[] {files.toString(), array().toString(), checkpoint().toString()};
  }

  /** Whether there is a file of this name in a folder in which a batch is staged or applied. */
  boolean hasBeside(Pattern name, String file) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(path -> name.matcher(path.getFileName().toString()).matches())
          .anyMatch(path -> Files.exists(path.resolve(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Bytes of the array's file; 0 if there is none. */
  long bytes() {
    try {
      return Files.exists(array()) ? Files.size(array()) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The last epoch that is noted beside the array; -1 if there is none. */
  long epoch() {
    Path noted = folder.resolve(".a.npy.memmap-stream");
    try {
      Matcher line = LAST_EPOCH.matcher(Files.exists(noted) ? Files.readString(noted) : "");
      return line.find() ? Long.parseLong(line.group(1)) : -1;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether Spark has noted that a batch is committed. */
  boolean isCommitted(long batch) {
    return Files.exists(
        checkpoint().resolve(StreamJob.NAME).resolve("commits").resolve("" + batch));
  }

  /** Asserts that the array has all rows once, as NumPy writes them, and that nothing is left. */
  void assertIsWhole() throws IOException {
    byte[] head = NpyHeader.encode(DTypes.parse("<i8"), Shape.of(rows, 2), Order.C);
    ByteBuffer expected =
        ByteBuffer.allocate(head.length + Math.toIntExact(rows) * 2 * Long.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(head);
    LongStream.range(0, rows).forEach(i -> expected.putLong(i).putLong(2 * i));
    assertThat(Files.readAllBytes(array())).isEqualTo(expected.array());
    assertThat(epoch()).isEqualTo(batches - 1);
    try (Stream<Path> all = Files.list(folder)) {
      assertThat(all.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("a.npy", ".a.npy.memmap-stream");
    }
  }
}
