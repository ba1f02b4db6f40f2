package io.memmap.spark;

import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.dtype.DTypes;
import io.memmap.array.npy.NpyHeader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files with valid and invalid headers: {@code good.npy} is int16 of shape (4, 3). */
final class SampleHeaders {
  private static final int ROWS = 4;
  private static final int COLUMNS = 3;

  private SampleHeaders() {}

  static void in(Path folder) throws IOException {
    byte[] good = npy();
    Files.write(folder.resolve("good.npy"), good);
    Files.write(folder.resolve("raw.npy"), new byte[16]);
    Files.write(folder.resolve("raw.npz"), new byte[16]);
    Files.write(folder.resolve("pickle.npy"), new byte[] {(byte) 0x80, 4, 75, 1, 46});
    Files.write(folder.resolve("cut.npy"), Arrays.copyOf(good, 100));
    Files.write(folder.resolve("short.npy"), Arrays.copyOf(good, good.length - 1));
    byte[] version9 = good.clone();
    version9[6] = 9;
    Files.write(folder.resolve("version9.npy"), version9);
    Files.write(folder.resolve("object.npy"), replaced(good, "'<i2'", "'|O' "));
    Files.write(folder.resolve("code.npy"), replaced(good, "(4, 3)", "exit()"));
    archive(folder.resolve("two.npz"), ZipEntry.STORED, "x", "y");
    archive(folder.resolve("compressed.npz"), ZipEntry.DEFLATED, "x");
    archive(folder.resolve("none.npz"), ZipEntry.STORED);
    Files.copy(folder.resolve("two.npz"), folder.resolve("zip.npy"));
  }

  private static byte[] npy() {
    byte[] head = NpyHeader.encode(DTypes.parse("<i2"), Shape.of(ROWS, COLUMNS), Order.C);
    return Arrays.copyOf(head, head.length + ROWS * COLUMNS * Short.BYTES);
  }

  private static byte[] replaced(byte[] bytes, String text, String other) {
    String changed = new String(bytes, StandardCharsets.ISO_8859_1).replace(text, other);
    return changed.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void archive(Path path, int method, String... members) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (String member : members) {
        ZipEntry entry = new ZipEntry(member + ".npy");
        entry.setMethod(method);
        CRC32 crc = new CRC32();
        crc.update(npy());
        entry.setCrc(crc.getValue());
        entry.setSize(npy().length);
        zip.putNextEntry(entry);
        zip.write(npy());
        zip.closeEntry();
      }
    }
    try (OutputStream out = Files.newOutputStream(path)) {
      bytes.writeTo(out);
    }
  }
}
