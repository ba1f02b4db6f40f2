package io.memmap.storage.hadoop;

import io.memmap.storage.file.OpenBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of a file outside of its array. Reads blocks and keeps them: a header is one request,
 * the directory and a header of an archive are two or three.
 */
final class StreamBytes implements OpenBytes {
  /** Holds all but the longest headers. */
  private static final int BLOCK_BYTES = 16 << 10;

  /** An archive up to this size is read at once, when its end is. */
  private static final int SMALL_ARCHIVE_BYTES = 80 << 10;

  private final StreamFile file;
  private final List<Block> blocks = new ArrayList<>();

  StreamBytes(StreamFile file) {
    this.file = file;
  }

  private record Block(long start, ByteBuffer bytes) {
    boolean has(long position, int length) {
      return position >= start && position + length <= start + bytes.limit();
    }

    byte[] part(long position, int length) {
      byte[] part = new byte[length];
      bytes.get((int) (position - start), part);
      return part;
    }
  }

  @Override
  public long size() {
    return file.size();
  }

  @Override
  public byte[] read(long position, int length) throws IOException {
    for (Block block : blocks) {
      if (block.has(position, length)) {
        return block.part(position, length);
      }
    }
    Block read = block(position, length);
    blocks.add(read);
    return read.part(position, length);
  }

  private Block block(long position, int length) throws IOException {
    boolean whole =
        blocks.isEmpty() && position + length == size() && size() <= SMALL_ARCHIVE_BYTES;
    long start = whole ? 0 : position;
    long most = whole ? size() : Math.max(length, BLOCK_BYTES);
    ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(size() - start, most));
    if (bytes.hasRemaining()) {
      file.readFully(bytes, start);
    }
    return new Block(start, bytes.flip());
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
