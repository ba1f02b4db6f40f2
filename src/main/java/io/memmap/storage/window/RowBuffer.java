package io.memmap.storage.window;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Memory off the heap for copies of rows. It owns that memory: addresses are valid until {@link
 * #close}, and are used without further checks.
 */
public final class RowBuffer implements Closeable {
  private final ByteBuffer memory;
  private int taken;
  private boolean closed;

  private RowBuffer(ByteBuffer memory) {
    this.memory = memory;
  }

  /**
   * Allocates memory.
   *
   * @param path of the file whose rows are copied, for the message
   * @throws IOException if there is no memory for it
   */
  public static RowBuffer of(String path, int bytes) throws IOException {
    return new RowBuffer(NativeMemory.allocate(path, bytes));
  }

  /** The address of the next bytes that no earlier call has returned. */
  public long take(long bytes) {
    int first = taken;
    taken = Math.toIntExact(first + bytes);
    if (taken > memory.capacity()) {
      throw new IllegalStateException(taken + " of " + memory.capacity() + " bytes taken");
    }
    return NativeMemory.address(memory) + first;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      NativeMemory.free(memory);
    }
  }
}
