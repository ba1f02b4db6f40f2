package io.memmap.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongUnaryOperator;

/** Compares every byte of a written file with the array that was read. */
final class WrittenArray {
  private static final long CHUNK_BYTES = 1 << 24;

  private final Measure measure;
  private final Path file;

  WrittenArray(Measure measure, Path file) {
    this.measure = measure;
    this.file = file;
  }

  /**
   * Compares size and bytes.
   *
   * @throws IllegalStateException if they differ
   */
  void check() throws IOException {
    BenchArray array = measure.array();
    if (Files.size(file) != array.bytes()) {
      throw new IllegalStateException(
          file + " has " + Files.size(file) + " bytes, not " + array.bytes());
    }
    boolean permuted = measure.question() == Question.PERMUTED;
    long record = permuted ? array.rowBytes() : CHUNK_BYTES;
    Permutation permutation = new Permutation(array.rows());
    compare(array, record, permuted ? permutation::place : LongUnaryOperator.identity());
  }

  private void compare(BenchArray array, long record, LongUnaryOperator place) throws IOException {
    ByteBuffer expected = ByteBuffer.allocateDirect((int) record);
    ByteBuffer found = ByteBuffer.allocateDirect((int) record);
    try (FileChannel source = FileChannel.open(array.file());
        FileChannel written = FileChannel.open(file)) {
      for (long i = 0; i * record < array.bytes(); i++) {
        read(source, expected, i * record);
        read(written, found, place.applyAsLong(i) * record);
        if (!expected.equals(found)) {
          throw new IllegalStateException(
              file + " has other bytes than record " + i + " of " + record);
        }
      }
    }
  }

  private static void read(FileChannel channel, ByteBuffer bytes, long position)
      throws IOException {
    bytes.clear();
    long at = position;
    while (bytes.hasRemaining()) {
      int read = channel.read(bytes, at);
      if (read < 0) {
        break; // end of the file
      }
      at += read;
    }
    bytes.flip();
  }
}
