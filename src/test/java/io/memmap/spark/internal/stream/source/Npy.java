package io.memmap.spark.internal.stream.source;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Writes {@code .npy} files as NumPy does, whose header may say another number of rows. */
final class Npy {
  private static final int HEADER_BYTES = 128;

  private Npy() {}

  static Path write(Path path, String dtype, String shape, int[] elements) throws IOException {
    return write(path, dtype, "False", shape, elements);
  }

  static Path write(Path path, String dtype, String fortran, String shape, int[] elements)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(header(dtype, fortran, shape));
    ByteBuffer data =
        ByteBuffer.allocate(elements.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    Arrays.stream(elements).forEach(data::putInt);
    bytes.write(data.array());
    return Files.write(path, bytes.toByteArray());
  }

  static byte[] header(String dtype, String fortran, String shape) {
    String text =
        "{'descr': '" + dtype + "', 'fortran_order': " + fortran + ", 'shape': " + shape + ", }";
    int length = HEADER_BYTES - 10;
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    header.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}).putShort((short) length);
    header.put(
        (text + " ".repeat(length - text.length() - 1) + "\n")
            .getBytes(StandardCharsets.ISO_8859_1));
    return header.array();
  }
}
