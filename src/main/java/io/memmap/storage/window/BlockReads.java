package io.memmap.storage.window;

import java.io.IOException;

/** Does, or plans, the reads of a block of rows. They need not be done in their order. */
interface BlockReads {

  /**
   * A read whose bytes lie in the buffer as in the file.
   *
   * @param position of its first byte in the file
   * @param at where that byte goes in the buffer
   */
  void whole(long position, int bytes, int at) throws IOException;

  /**
   * A read of bytes with gaps between them, which the buffer does not hold.
   *
   * @param position of its first byte in the file
   * @param bytes with the gaps
   * @param runs what goes to the buffer
   */
  void runs(long position, int bytes, Runs runs) throws IOException;
}
