package io.memmap.storage.hadoop.write;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Bytes that can be read again. */
@FunctionalInterface
interface PartBytes {

  /** Fills the buffer from its position to its limit with the bytes from a position on. */
  void read(ByteBuffer target, long position) throws IOException;

  /** Some bytes, then zeros. */
  static PartBytes zerosAfter(byte[] bytes) {
    return (target, position) -> {
      int length = (int) Math.max(0, Math.min(target.remaining(), bytes.length - position));
      if (length > 0) {
        target.put(bytes, (int) position, length);
      }
      while (target.hasRemaining()) {
        target.put((byte) 0);
      }
    };
  }
}
