package io.memmap.bench;

import io.memmap.array.ScalarKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.spark.sql.SaveMode;

/**
 * The arrays and their Parquet copies, made when they are first needed and kept for the next run.
 *
 * <p>Elements are scattered multiples of 2**-20 below 1. That is too many different values for
 * Parquet to gain from a dictionary, and few enough bits for every sum to be exact in a double, in
 * whichever order it is made: contenders have to agree to the last bit.
 */
final class TestData {
  private static final int ELEMENT_BITS = 20;
  private static final int BUFFER_ELEMENTS = 1 << 18;

  private final SparkReads spark;
  private final Progress progress;

  TestData(SparkReads spark, Progress progress) {
    this.spark = spark;
    this.progress = progress;
  }

  /** Writes the array unless a file of its size is there. */
  void ensure(BenchArray array) throws IOException {
    Path file = array.file();
    if (Files.exists(file) && Files.size(file) == array.bytes()) {
      return;
    }
    progress.say("writing %s %s", file, array.shape());
    Files.createDirectories(array.folder());
    for (Layout layout : Layout.values()) {
      delete(array.parquet(layout)); // the copy of an array that is about to go
    }
    // Under its own name only when it is whole, since its size says that it can be used again.
    Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
    write(unfinished, array);
    Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Writes the Parquet copy unless it is there: by Spark, from the array file. */
  void ensureParquet(BenchArray array, Layout layout) throws IOException {
    ensure(array);
    Path copy = array.parquet(layout);
    if (Files.exists(copy.resolve("_SUCCESS"))) {
      return;
    }
    progress.say("writing %s", copy);
    spark
        .memmap(array, layout, "mmap")
        .write()
        .mode(SaveMode.Overwrite)
        .option("compression", "uncompressed")
        .parquet(copy.toString());
    long rows = spark.parquet(array, layout).count();
    if (rows != array.rows()) {
      throw new IllegalStateException(copy + " has " + rows + " rows, not " + array.rows());
    }
  }

  private static void write(Path file, BenchArray array) throws IOException {
    int itemsize = array.kind().itemsize();
    long elements = array.bytes() / itemsize;
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(BUFFER_ELEMENTS * itemsize).order(ByteOrder.LITTLE_ENDIAN);
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      for (long first = 0; first < elements; first += BUFFER_ELEMENTS) {
        int count = (int) Math.min(BUFFER_ELEMENTS, elements - first);
        for (int i = 0; i < count; i++) {
          if (array.kind() == ScalarKind.FLOAT32) {
            bytes.putFloat(i * itemsize, element(first + i));
          } else {
            bytes.putDouble(i * itemsize, element(first + i));
          }
        }
        bytes.clear().limit(count * itemsize);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      }
    }
  }

  /** SplitMix64: every element depends on its index alone, so shorter arrays begin longer ones. */
  private static float element(long index) {
    long bits = (index + 1) * 0x9e3779b97f4a7c15L;
    bits = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
    bits = (bits ^ (bits >>> 27)) * 0x94d049bb133111ebL;
    bits ^= bits >>> 31;
    return (bits >>> (Long.SIZE - ELEMENT_BITS)) * (1f / (1 << ELEMENT_BITS));
  }

  static void delete(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(tree)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
