package io.memmap.remote;

import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.dtype.DTypes;
import io.memmap.array.npy.NpyHeader;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes int32 arrays of two axes whose elements are their numbers in C order. */
final class NpyFile {
  private NpyFile() {}

  /**
   * Writes a file.
   *
   * @param first value of the first element
   */
  static Path write(Path file, int rows, int columns, Order order, int first) throws IOException {
    Files.createDirectories(file.getParent());
    byte[] header = NpyHeader.encode(DTypes.parse("<i4"), Shape.of(rows, columns), order);
    int outer = order == Order.C ? rows : columns;
    int inner = order == Order.C ? columns : rows;
    ByteBuffer line = ByteBuffer.allocate(inner * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      out.write(header);
      for (int i = 0; i < outer; i++) {
        line.clear();
        for (int j = 0; j < inner; j++) {
          line.putInt(first + (order == Order.C ? i * columns + j : j * columns + i));
        }
        out.write(line.array());
      }
    }
    return file;
  }
}
