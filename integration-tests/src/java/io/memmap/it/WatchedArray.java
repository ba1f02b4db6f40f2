package io.memmap.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * An int64 array in a folder that contains nothing else, read without Spark: its bytes, and the
 * files that a write puts beside it.
 */
final class WatchedArray {
  private static final long TIMEOUT_SECONDS = 600;
  private static final int BUFFER_BYTES = 1 << 20;

  private final Path file;

  WatchedArray(Path folder) throws IOException {
    this.file = Files.createDirectories(folder).toAbsolutePath().resolve("a.dat");
  }

  Path file() {
    return file;
  }

  /** Writes the file without the connector. */
  void write(long[] elements) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(elements.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(elements);
    Files.write(file, bytes.array());
  }

  static long[] elements(long count, LongUnaryOperator element) {
    return LongStream.range(0, count).map(element).toArray();
  }

  /** All elements, read from the file that has the name when it is opened. */
  long[] read() throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      assertThat(channel.size() % Long.BYTES).isZero();
      long[] elements = new long[(int) (channel.size() / Long.BYTES)];
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
      int filled = 0;
      while (filled < elements.length && channel.read(buffer) >= 0) {
        buffer.flip();
        int some = buffer.remaining() / Long.BYTES;
        buffer.asLongBuffer().get(elements, filled, some);
        filled += some;
        buffer.position(some * Long.BYTES).compact();
      }
      assertThat(filled).isEqualTo(elements.length);
      return elements;
    }
  }

  void assertHolds(long[] expected) throws IOException {
    assertThat(Arrays.mismatch(read(), expected)).as("first element that differs").isEqualTo(-1);
  }

  Object inode() {
    try {
      return Files.getAttribute(file, "unix:ino");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file of this name in a staging folder beside the array. */
  Optional<Path> staged(String name) {
    return beside().stream().map(folder -> folder.resolve(name)).filter(Files::exists).findFirst();
  }

  /** The files and folders beside the array. */
  List<Path> beside() {
    try (Stream<Path> all = Files.list(file.getParent())) {
      return all.filter(path -> !path.equals(file)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Polls until a state is seen.
   *
   * @throws AssertionError if {@code process} ends first, or after {@value #TIMEOUT_SECONDS}
   *     seconds
   */
  static <T> T await(String state, ProcessHandle process, Supplier<Optional<T>> seen) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
    while (System.nanoTime() < end) {
      boolean alive = process.isAlive();
      Optional<T> found = seen.get();
      if (found.isPresent()) {
        return found.get();
      }
      if (!alive) {
        throw new AssertionError("the process ended before this was seen: " + state);
      }
      pause();
    }
    throw new AssertionError("not seen in " + TIMEOUT_SECONDS + " s: " + state);
  }

  private static void pause() {
    try {
      Thread.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
