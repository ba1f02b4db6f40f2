package io.memmap.spark.internal.stream.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;

/** A raw file of int32 that a test lengthens; its elements are counted on from 0. */
final class GrowingFile {
  private static final int PER_ROW = 2;

  private final Path path;
  private final int first;
  private int bytes;

  GrowingFile(Path path) {
    this(path, 0);
  }

  /** A file whose elements are counted on from a number. */
  GrowingFile(Path path, int first) {
    this.path = path;
    this.first = first;
  }

  Path path() {
    return path;
  }

  /** Appends some of the bytes that come next, which may end within a row or a number. */
  GrowingFile appendBytes(int count) throws IOException {
    int from = bytes / Integer.BYTES;
    int to = (bytes + count) / Integer.BYTES + 1;
    ByteBuffer all =
        ByteBuffer.allocate((to - from) * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    IntStream.range(from, to).forEach(i -> all.putInt(first + i));
    byte[] fresh = new byte[count];
    all.get(bytes % Integer.BYTES, fresh);
    Files.write(path, fresh, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    bytes += count;
    return this;
  }

  GrowingFile appendRows(int count) throws IOException {
    return appendBytes(count * PER_ROW * Integer.BYTES);
  }

  /** Leaves the first rows only. */
  void cutToRows(int count) throws IOException {
    bytes = count * PER_ROW * Integer.BYTES;
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
      file.truncate(bytes);
    }
  }

  /** Elements of the whole rows that are there. */
  List<Integer> wholeRows() {
    int rows = bytes / (PER_ROW * Integer.BYTES);
    return IntStream.range(first, first + rows * PER_ROW).boxed().toList();
  }

  /** The elements of rows of two columns. */
  static List<Integer> elements(List<Row> rows) {
    return rows.stream().flatMap(row -> Stream.of(row.getInt(0), row.getInt(1))).toList();
  }
}
