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
 * The arrays and their Parquet copies. They are made when they are first needed and kept for the
 * next run.
 *
 * <p>Floating-point elements are scattered multiples of 2**-20 below 1. These are too many
 * different values for a dictionary of Parquet. A double holds their sums exactly, whatever the
 * order of the additions, so that all contenders must return the same bits.
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

  /** Writes the array unless a file of the right size exists. */
  void ensure(BenchArray array) throws IOException {
    Path file = array.file();
    if (Files.exists(file) && Files.size(file) == array.bytes()) {
      return;
    }
    progress.say("writing %s %s", file, array.shape());
    Files.createDirectories(array.folder());
    for (Layout layout : Layout.values()) {
      delete(array.parquet(layout)); // the array is about to be replaced
    }
    // The file gets its name when it is complete, since a file of the right size is used again.
    Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
    write(unfinished, array);
    Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Makes Spark write the Parquet copy from the array file, unless the copy exists. */
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
          put(bytes, i * itemsize, array.kind(), first + i);
        }
        bytes.clear().limit(count * itemsize);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      }
    }
  }

  private static void put(ByteBuffer bytes, int position, ScalarKind kind, long index) {
    switch (kind) {
      case FLOAT32 -> bytes.putFloat(position, element(index));
      case FLOAT64 -> bytes.putDouble(position, element(index));
      case UINT16 -> bytes.putShort(position, (short) (bits(index) >>> 48));
      default -> throw new IllegalArgumentException("no data of " + kind);
    }
  }

  private static float element(long index) {
    return (bits(index) >>> (Long.SIZE - ELEMENT_BITS)) * (1f / (1 << ELEMENT_BITS));
  }

  /**
   * Scattered bits by SplitMix64. They depend on the index alone, so that short arrays are the
   * beginning of long ones.
   */
  private static long bits(long index) {
    long bits = (index + 1) * 0x9e3779b97f4a7c15L;
    bits = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
    bits = (bits ^ (bits >>> 27)) * 0x94d049bb133111ebL;
    return bits ^ (bits >>> 31);
  }

  /** An empty folder, without the files of the last run. */
  static Path fresh(Path folder) throws IOException {
    delete(folder);
    return Files.createDirectories(folder);
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
