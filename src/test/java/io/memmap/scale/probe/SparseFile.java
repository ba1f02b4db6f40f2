package io.memmap.scale.probe;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * A file of any length that takes disk space only where values were put; all other bytes are zero.
 *
 * @param path of the file
 */
public record SparseFile(Path path) {

  /** Creates the file, or changes the length of an existing one. */
  public static SparseFile of(Path path, long bytes) throws IOException {
    SparseFile file = new SparseFile(path);
    file.resize(bytes);
    return file;
  }

  /** Cuts or extends the file in place: its inode stays the same. */
  public void resize(long bytes) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(bytes);
    }
  }

  public SparseFile putLong(long position, long value) throws IOException {
    return put(position, buffer(Long.BYTES).putLong(value));
  }

  public SparseFile putInt(long position, int value) throws IOException {
    return put(position, buffer(Integer.BYTES).putInt(value));
  }

  public SparseFile putByte(long position, int value) throws IOException {
    return put(position, buffer(Byte.BYTES).put((byte) value));
  }

  private SparseFile put(long position, ByteBuffer filled) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.getChannel().write(filled.flip(), position);
    }
    return this;
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
