package io.memmap.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.array.ArrayView;
import io.memmap.array.RandomArrays;
import io.memmap.array.Shape;
import io.memmap.storage.local.LocalStorage;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.spark.unsafe.Platform;

/** A file of known random bytes, to compare memory with. */
public final class KnownFile implements Closeable {
  private final Path path;
  private final byte[] content;
  private final SourceFile source;

  public KnownFile(Path folder, int bytes) throws IOException {
    path = folder.resolve("known-" + bytes + ".dat");
    content = new byte[bytes];
    new Random(bytes).nextBytes(content);
    Files.write(path, content);
    source = LocalStorage.INSTANCE.open(FileStamp.of(path), bytes);
  }

  public Path path() {
    return path;
  }

  int bytes() {
    return content.length;
  }

  public SourceFile source() {
    return source;
  }

  /**
   * Compares every byte of the rows shown with the file's.
   *
   * @param view where the elements lie in the file
   * @param placed where they lie in memory, relative to {@code address}
   */
  public void assertShown(ArrayView view, ArrayView placed, long address, long first, int rows) {
    Shape block = withRows(view, rows);
    byte[] found = new byte[view.dtype().itemsize()];
    for (long[] index : RandomArrays.indices(block)) {
      long shown = address + RandomArrays.position(placed, index);
      Platform.copyMemory(null, shown, found, Platform.BYTE_ARRAY_OFFSET, found.length);
      long[] inFile = index.clone();
      inFile[0] += first;
      int position = (int) RandomArrays.position(view, inFile);
      byte[] stored = Arrays.copyOfRange(content, position, position + found.length);
      if (!Arrays.equals(found, stored)) {
        assertThat(found)
            .as("%s from row %d, element %s", view, first, Arrays.toString(index))
            .isEqualTo(stored);
      }
    }
  }

  private static Shape withRows(ArrayView view, int rows) {
    return Shape.of(
        LongStream.range(0, view.rank())
            .map(axis -> axis == 0 ? rows : view.shape().length((int) axis))
            .toArray());
  }

  /** Number of mappings of the file in this process. */
  public long mappings() throws IOException {
    try (var lines = Files.lines(Path.of("/proc/self/maps"))) {
      return lines.filter(line -> line.endsWith(path.toString())).count();
    }
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
