package io.memmap.storage.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Reads and writes at positions of a file, at most 1 MiB at a time. The JDK copies a buffer of the
 * heap through a direct buffer of the same size, which it keeps as long as the thread lives. Whole
 * records of a wide array would take their size in direct memory, too.
 */
public final class SmallTransfers {
  /** Largest buffer that a thread keeps off the heap. */
  static final int MOST_BYTES = 1 << 20;

  private SmallTransfers() {}

  /**
   * Writes the remaining bytes of a buffer.
   *
   * @param position where its first byte goes
   */
  public static void write(FileChannel channel, ByteBuffer source, long position)
      throws IOException {
    int end = source.limit();
    long at = position;
    while (source.position() < end) {
      source.limit(next(source, end));
      at += channel.write(source, at);
    }
  }

  /** Fills a buffer from its position to its limit, or until the file ends. */
  public static void read(FileChannel channel, ByteBuffer target, long position)
      throws IOException {
    int end = target.limit();
    long at = position;
    int read = 0;
    while (target.position() < end && read >= 0) {
      target.limit(next(target, end));
      read = channel.read(target, at);
      at += Math.max(0, read);
    }
    target.limit(end);
  }

  /** Appends zeroes, which take no room on the disk, unless the file is as long already. */
  public static void growTo(FileChannel channel, long bytes) throws IOException {
    if (channel.size() < bytes) {
      write(channel, ByteBuffer.allocate(1), bytes - 1);
    }
  }

  private static int next(ByteBuffer buffer, int end) {
    return buffer.isDirect() ? end : Math.min(end, buffer.position() + MOST_BYTES);
  }
}
