package io.memmap.storage.window;

import java.nio.ByteBuffer;

/**
 * Runs of equal length that lie apart in the file, and in a buffer.
 *
 * @param bytes of one run
 * @param from where the first run lies among the bytes that are read
 * @param to where the first run goes in the buffer
 */
record Runs(int count, int bytes, Places from, Places to) {

  /**
   * Where runs lie.
   *
   * @param first position of the first run, in bytes
   * @param stride bytes from one run to the next; negative if the next one lies before it
   */
  record Places(int first, int stride) {}

  /** Bytes of all runs, without the gaps. */
  int totalBytes() {
    return count * bytes;
  }

  /** Copies them. Both buffers have the native byte order. */
  void copy(ByteBuffer read, ByteBuffer target) {
    int source = from.first();
    int at = to.first();
    for (int i = 0; i < count; i++, source += from.stride(), at += to.stride()) {
      switch (bytes) {
        case 1 -> target.put(at, read.get(source));
        case 2 -> target.putShort(at, read.getShort(source));
        case 4 -> target.putInt(at, read.getInt(source));
        case 8 -> target.putLong(at, read.getLong(source));
        default -> target.put(at, read, source, bytes);
      }
    }
  }
}
