package io.memmap.spark.internal.kernel.compute;

import io.memmap.spark.internal.vector.RunConsumer;
import io.memmap.spark.internal.vector.StridedVector;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import org.apache.spark.unsafe.Platform;

/**
 * The numbers of a term as runs in memory, block by block: kernels reduce them as they do stored
 * numbers. Each block takes the place of the one before.
 */
public final class Computed {
  private static final Cleaner CLEANER = Cleaner.create();

  private final Term term;
  private final Memory memory;
  private StridedVector[] columns = {};

  public Computed(Term term) {
    this.term = term;
    this.memory = new Memory((long) Term.BLOCK * term.kind().itemsize());
    CLEANER.register(this, memory);
  }

  /** Shows the columns of a batch. */
  public void show(StridedVector[] batch) {
    columns = batch;
  }

  /** Passes on the numbers of some rows; what a call of the consumer gets is valid during it. */
  public void runs(int row, int count, RunConsumer consumer) {
    try {
      for (int done = 0; done < count; done += Term.BLOCK) {
        int length = Math.min(Term.BLOCK, count - done);
        Object numbers = term.of(columns, row + done, length);
        term.kind().store(numbers, length, memory.address);
        consumer.accept(memory.address, term.kind().itemsize(), length);
      }
    } finally {
      Reference.reachabilityFence(this); // the memory is freed when this is unreachable
    }
  }

  private static final class Memory implements Runnable {
    private final long address;

    Memory(long bytes) {
      address = Platform.allocateMemory(bytes);
    }

    @Override
    public void run() {
      Platform.freeMemory(address);
    }
  }
}
