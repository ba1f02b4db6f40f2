package io.memmap.storage.window;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Memory that outlives the windows and batches it was made for: mappings, which windows leave to
 * it, and numbers that describe values in them. It owns that memory: addresses are valid until
 * {@link #close}, and are read without further checks.
 *
 * <p>Any thread may use it, but none may read the memory once another one closes it.
 */
public final class KeptMemory implements Closeable, MappingOwner {
  private static final int BITS_OF_BYTE = 8;
  private static final byte ALL_SET = -1;

  /** The numbers 0, {@code step}, 2 * {@code step} and so on, {@code count} of them. */
  private record Multiples(int step, int count, ByteBuffer numbers) {}

  private final String path;
  private final List<ByteBuffer> buffers = new ArrayList<>();
  private final List<Multiples> multiples = new ArrayList<>();
  private ByteBuffer ones = ByteBuffer.allocate(0);
  private boolean closed;

  /**
   * Memory that keeps nothing yet.
   *
   * @param path of a file that the task reads, for messages
   */
  public KeptMemory(String path) {
    this.path = path;
  }

  @Override
  public synchronized void made(ByteBuffer mapping) {
    if (closed) {
      NativeMemory.free(mapping);
      check();
    }
    buffers.add(mapping);
  }

  /** Nothing to do: the mapping stays. */
  @Override
  public void left(ByteBuffer mapping) {}

  /**
   * The address of {@code count} bits that are all set, in whole bytes.
   *
   * @throws IOException if there is no memory for them
   */
  public synchronized long ones(int count) throws IOException {
    check();
    int bytes = (int) (((long) count + BITS_OF_BYTE - 1) / BITS_OF_BYTE);
    if (ones.capacity() < bytes) {
      ones = allocate(bytes);
      for (int i = 0; i < bytes; i++) {
        ones.put(i, ALL_SET);
      }
    }
    return NativeMemory.address(ones);
  }

  /**
   * The address of {@code count} numbers of 32 bits in native byte order: 0, {@code step}, 2 *
   * {@code step} and so on.
   *
   * @throws IOException if there is no memory for them
   */
  public synchronized long multiples(int step, int count) throws IOException {
    check();
    for (Multiples known : multiples) {
      if (known.step == step && known.count >= count) {
        return NativeMemory.address(known.numbers);
      }
    }
    ByteBuffer numbers = allocate(Math.multiplyExact(count, Integer.BYTES));
    for (int i = 0; i < count; i++) {
      numbers.putInt(i * Integer.BYTES, i * step);
    }
    multiples.add(new Multiples(step, count, numbers));
    return NativeMemory.address(numbers);
  }

  private ByteBuffer allocate(int bytes) throws IOException {
    ByteBuffer memory = NativeMemory.allocate(path, bytes).order(ByteOrder.nativeOrder());
    buffers.add(memory);
    return memory;
  }

  private void check() {
    if (closed) {
      throw new IllegalStateException("the task has ended, and its arrays are no longer mapped");
    }
  }

  /** Unmaps and frees everything. Does nothing the second time. */
  @Override
  public synchronized void close() {
    closed = true;
    buffers.forEach(NativeMemory::free);
    buffers.clear();
  }
}
