package io.memmap.storage.window;

import java.nio.ByteBuffer;

/** Copies short runs of bytes from one regular distance to another. */
final class ScatteredCopy {

  /**
   * Where runs lie in a buffer.
   *
   * @param first position of the first run
   * @param stride bytes from each to the next, negative if they lie backwards
   */
  record Runs(int first, int stride) {}

  private ScatteredCopy() {}

  /** Both buffers have the native byte order. */
  static void copy(ByteBuffer from, Runs source, ByteBuffer to, Runs target, int bytes, int count) {
    int read = source.first();
    int write = target.first();
    for (int i = 0; i < count; i++, read += source.stride(), write += target.stride()) {
      switch (bytes) {
        case 1 -> to.put(write, from.get(read));
        case 2 -> to.putShort(write, from.getShort(read));
        case 4 -> to.putInt(write, from.getInt(read));
        case 8 -> to.putLong(write, from.getLong(read));
        default -> to.put(write, from, read, bytes);
      }
    }
  }
}
