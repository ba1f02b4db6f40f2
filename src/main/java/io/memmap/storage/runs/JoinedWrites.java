package io.memmap.storage.runs;

import io.memmap.storage.file.SmallTransfers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Writes pieces of bytes to their positions in a file. Pieces that are adjacent in the file are
 * joined into one positional write; bytes between other pieces are not touched.
 */
public final class JoinedWrites {
  private static final int BUFFER_BYTES = 256 << 10;

  private final FileChannel channel;
  private final ByteBuffer joined = ByteBuffer.allocate(BUFFER_BYTES);

  /** Where the first of the joined bytes goes. */
  private long start;

  public JoinedWrites(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Adds a piece, which is written now or later.
   *
   * @param position where they go
   */
  public void add(byte[] source, int from, int count, long position) throws IOException {
    if (start + joined.position() != position || count > joined.remaining()) {
      flush();
      start = position;
    }
    if (count > joined.remaining()) {
      SmallTransfers.write(channel, ByteBuffer.wrap(source, from, count), position);
      start = position + count;
    } else {
      joined.put(source, from, count);
    }
  }

  /** Writes the pieces that are not written yet. */
  public void flush() throws IOException {
    joined.flip();
    SmallTransfers.write(channel, joined, start);
    joined.clear();
  }
}
