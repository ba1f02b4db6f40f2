package io.memmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Views, buffers, writes and large files; {@code ArrayFileGoldenTest} reads every dtype. */
class ArrayFileTest {
  private static final long SEED = Long.getLong("oracle.seed", System.nanoTime());

  @TempDir Path folder;

  /** A file of ints 0, 1, 2, ... in little-endian order, after some other bytes. */
  private Path ints(int count, int offset) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(offset + count * Integer.BYTES);
    bytes.order(ByteOrder.LITTLE_ENDIAN).position(offset);
    for (int i = 0; i < count; i++) {
      bytes.putInt(i);
    }
    return Files.write(folder.resolve("ints"), bytes.array());
  }

  @Test
  void randomSlicesOfRandomArraysHaveTheElementsOfTheirIndices() throws IOException {
    Random random = new Random(SEED);
    for (int round = 0; round < 300; round++) {
      int rank = random.nextInt(4);
      long[] shape = random.ints(rank, 1, 6).asLongStream().toArray();
      int count = (int) java.util.Arrays.stream(shape).reduce(1, (a, b) -> a * b);
      int offset = random.nextInt(9);
      boolean c = random.nextBoolean();
      Path file = ints(count, offset);
      List<int[]> taken = new ArrayList<>();
      String slice = slice(shape, taken, random);
      try (ArrayFile array = ArrayFile.open(file, "<i4", shape, offset, c ? "C" : "F", "r")) {
        MappedArray view = array.slice(slice);
        List<Integer> expected = new ArrayList<>();
        expected(shape, c, taken, new int[rank], 0, expected);
        assertThat(elements(view)).as("%s of %s, seed %d", slice, array, SEED).isEqualTo(expected);
        if (view.isContiguous()) {
          ByteBuffer run = view.buffer();
          for (int value : expected) {
            assertThat(run.getInt()).isEqualTo(value);
          }
          assertThat(run.hasRemaining()).isFalse();
        }
        try (ArrayFile again =
            ArrayFile.open(file, "<i4", array.shape(), array.strides(), offset)) {
          assertThat(elements(again)).isEqualTo(elements(array));
        }
      }
    }
  }

  /** A slice, and the indices that it takes of each axis. */
  private static String slice(long[] shape, List<int[]> taken, Random random) {
    List<String> items = new ArrayList<>();
    for (long length : shape) {
      int start = random.nextInt((int) length);
      int step = random.nextInt(1, 4) * (random.nextBoolean() ? 1 : -1);
      int last = step > 0 ? random.nextInt(start, (int) length) : random.nextInt(start + 1);
      int stop = last + Integer.signum(step);
      switch (random.nextInt(3)) {
        case 0 -> {
          items.add(Long.toString(random.nextBoolean() ? start : start - length));
          taken.add(new int[] {start});
        }
        case 1 -> {
          items.add(":");
          taken.add(range(0, (int) length, 1));
        }
        default -> {
          items.add(start + ":" + (stop < 0 ? "" : stop) + ":" + step);
          taken.add(range(start, stop, step));
        }
      }
    }
    return items.isEmpty() ? "..." : String.join(", ", items);
  }

  private static int[] range(int start, int stop, int step) {
    List<Integer> all = new ArrayList<>();
    for (int i = start; step > 0 ? i < stop : i > stop; i += step) {
      all.add(i);
    }
    return all.stream().mapToInt(Integer::intValue).toArray();
  }

  private static void expected(
      long[] shape, boolean c, List<int[]> taken, int[] index, int axis, List<Integer> all) {
    if (axis == shape.length) {
      long number = 0;
      for (int i = 0; i < shape.length; i++) {
        int of = c ? i : shape.length - 1 - i;
        number = number * shape[of] + index[of];
      }
      all.add((int) number);
      return;
    }
    for (int i : taken.get(axis)) {
      index[axis] = i;
      expected(shape, c, taken, index, axis + 1, all);
    }
  }

  private static List<Integer> elements(MappedArray array) {
    List<Integer> all = new ArrayList<>();
    collect(array, all);
    return all;
  }

  private static void collect(MappedArray array, List<Integer> all) {
    long[] shape = array.shape();
    if (shape.length == 0) {
      all.add(array.intAt());
    } else if (shape.length == 1) {
      for (long i = 0; i < shape[0]; i++) {
        all.add(array.intAt(i));
      }
    } else if (shape.length == 2) {
      for (long i = 0; i < shape[0]; i++) {
        for (long j = 0; j < shape[1]; j++) {
          all.add(array.intAt(i, j));
        }
      }
    } else {
      for (long i = 0; i < shape[0]; i++) {
        collect(array.at(i), all);
      }
    }
  }

  @Test
  void buffersHaveTheByteOrderOfTheArray() throws IOException {
    ByteBuffer big = ByteBuffer.allocate(24).putFloat(1).putFloat(2).putFloat(3).putFloat(4);
    Path file = Files.write(folder.resolve("big"), big.putFloat(5).putFloat(6).array());
    try (ArrayFile array = ArrayFile.open(file, ">f4", new long[] {3, 2})) {
      FloatBuffer row = array.at(1).buffer().asFloatBuffer();
      assertThat(new float[] {row.get(), row.get()}).containsExactly(3, 4);
      assertThat(array.rows(1, 3).buffer().asFloatBuffer().get(3)).isEqualTo(6);
      assertThat(array.buffer().isReadOnly()).isTrue();
      assertThatThrownBy(() -> array.slice(":, 0").buffer())
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageContaining("do not lie one after the other");
    }
  }

  @Test
  void writesChangeTheFileAndNothingElse() throws IOException {
    Path file = ints(6, 2);
    byte[] before = Files.readAllBytes(file);
    try (ArrayFile array = ArrayFile.open(file, "<i4", new long[] {2, 3}, 2, "C", "r+")) {
      array.setInt(-7, 1, 0);
      array.slice("0, ::-2").setInt(70, 0);
      array.at(1).buffer().putInt(4, 500);
      array.flush();
      assertThat(array.intAt(1, 0)).isEqualTo(-7);
    }
    ByteBuffer expected = ByteBuffer.wrap(before.clone()).order(ByteOrder.LITTLE_ENDIAN);
    expected.putInt(2 + 3 * 4, -7).putInt(2 + 2 * 4, 70).putInt(2 + 4 * 4, 500);
    assertThat(Files.readAllBytes(file)).isEqualTo(expected.array());
  }

  @Test
  void arraysBeyond2GiBAreReadAndWritten() throws IOException {
    Path file = folder.resolve("large");
    long elements = (5L << 30) / Long.BYTES;
    long offset = 3; // so that elements cross every boundary of segments
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(1), offset + elements * Long.BYTES - 1);
    }
    long[] near = {0, (1L << 27) - 1, 1L << 27, (1L << 28) - 1, (1L << 29) - 1, elements - 1};
    try (ArrayFile array = ArrayFile.open(file, "<i8", new long[] {elements}, offset, "C", "r+")) {
      for (long i : near) {
        array.setLong(~i, i);
      }
      assertThat(array.rows(near[3] - 5, near[3] + 5).buffer().getLong(40)).isEqualTo(~near[3]);
      assertThatThrownBy(array::buffer).hasMessageContaining("a buffer has at most 2147483647");
      assertThat(array.rows(100, 100 + (1 << 28) - 1).buffer().remaining())
          .isEqualTo(Integer.MAX_VALUE - 7);
      array.flush();
    }
    try (FileChannel channel = FileChannel.open(file);
        ArrayFile backwards =
            ArrayFile.open(
                file,
                "<i8",
                new long[] {elements},
                new long[] {-8},
                offset + (elements - 1) * Long.BYTES)) {
      for (long i : near) {
        ByteBuffer stored = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        channel.read(stored, offset + i * Long.BYTES);
        assertThat(stored.getLong(0)).isEqualTo(~i);
        assertThat(backwards.longAt(elements - 1 - i)).isEqualTo(~i);
      }
    }
  }

  @Test
  void bytesAndTextAreWrittenPadded() throws IOException {
    Path file =
        Files.write(folder.resolve("text"), new byte[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1});
    String dtype = "[('s', 'S3'), ('u', '>U2'), ('v', 'V1')]";
    try (ArrayFile array = ArrayFile.open(file, dtype, new long[] {1}, 0, "C", "r+")) {
      assertThat(array.fields()).containsExactly("s", "u", "v");
      array.field("s").setBytes(new byte[] {65}, 0);
      array.field("u").setString("\ud83d\ude00", 0);
      assertThat(array.field("s").bytesAt(0)).containsExactly(65);
      assertThat(array.field("u").stringAt(0)).isEqualTo("\ud83d\ude00");
      assertThat(array.bytesAt(0)).containsExactly(65, 0, 0, 0, 1, 0xf6, 0, 0, 0, 0, 0, 1);
      assertThatThrownBy(() -> array.field("u").setString("abc", 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("a text of 3 characters does not fit an element of dtype >U2");
      assertThatThrownBy(() -> array.field("v").setBytes(new byte[2], 0))
          .hasMessageContaining("2 bytes does not fit an element of dtype |V1");
    }
  }

  @Test
  void aCutFileIsAnErrorThatNamesIt() throws IOException {
    Path file = ints(4096, 0);
    try (ArrayFile array = ArrayFile.open(file, "<i4", new long[] {-1})) {
      assertThat(array.longAt(4095)).isEqualTo(4095);
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(100);
      }
      String cut = file + ": expected 16384 bytes, found 100";
      assertThatThrownBy(array::checkLength)
          .isInstanceOf(IOException.class)
          .hasMessageContaining(cut);
      assertThatThrownBy(() -> array.rows(0, 1).buffer())
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining(cut);
      assertThat(fault(array)).isInstanceOfAny(UncheckedIOException.class, InternalError.class);
    }
  }

  /** The JVM reports a fault of compiled code late, when the thread waits at the latest. */
  private static Throwable fault(MappedArray array) {
    try {
      double value = array.doubleAt(4095);
      Thread.sleep(1);
      return new AssertionError("read " + value);
    } catch (UncheckedIOException | InternalError fault) {
      return fault;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A class loader of the connector's classes and the JDK alone. */
  @Test
  void noClassOfSparkIsNeeded() throws Exception {
    Path file = ints(3, 0);
    URL classes = ArrayFile.class.getProtectionDomain().getCodeSource().getLocation();
    try (URLClassLoader alone =
        new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader())) {
      Class<?> type = alone.loadClass(ArrayFile.class.getName());
      assertThat(type).isNotSameAs(ArrayFile.class);
      Object array =
          type.getMethod(
                  "open",
                  Path.class,
                  String.class,
                  long[].class,
                  long.class,
                  String.class,
                  String.class)
              .invoke(null, file, "<i4", new long[] {-1}, 0L, "C", "r+");
      type.getMethod("setInt", int.class, long[].class).invoke(array, 9, new long[] {1});
      assertThat(type.getMethod("intAt", long.class).invoke(array, 1L)).isEqualTo(9);
      type.getMethod("buffer").invoke(array);
      type.getMethod("flush").invoke(array);
      type.getMethod("close").invoke(array);
    }
  }
}
