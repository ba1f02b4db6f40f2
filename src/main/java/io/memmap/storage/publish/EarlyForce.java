package io.memmap.storage.publish;

import io.memmap.storage.file.ParallelJobs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Forces a growing file to the disk while bytes are still added to it, by a thread of its own. So
 * the disk works while tasks compute, and little is left to force when the file is complete.
 */
final class EarlyForce implements AutoCloseable {
  /** A force takes some milliseconds, however few bytes there are. */
  private static final long BYTES_PER_FORCE = 64L << 20;

  private final long bytesPerForce;
  private final ExecutorService thread = Executors.newSingleThreadExecutor(EarlyForce::thread);
  private final AtomicBoolean waiting = new AtomicBoolean();
  private final List<Future<?>> forced = new ArrayList<>();
  private long added;

  EarlyForce() {
    this(BYTES_PER_FORCE);
  }

  /**
   * A thread that waits.
   *
   * @param bytesPerForce how many bytes have to be added before it forces them
   */
  EarlyForce(long bytesPerForce) {
    this.bytesPerForce = bytesPerForce;
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "memmap-early-force");
    thread.setDaemon(true);
    return thread;
  }

  /** Says that bytes were added. Does not wait. */
  synchronized void added(NewArrayFile file, long bytes) {
    added += bytes;
    if (added >= bytesPerForce && waiting.compareAndSet(false, true)) {
      added = 0;
      forced.add(
          thread.submit(
              () -> {
                waiting.set(false); // bytes that are added from now on want another turn
                file.force();
                return null;
              }));
    }
  }

  /**
   * Waits for the thread.
   *
   * @throws IOException the error of a force; the operating system tells it only once
   */
  synchronized void await() throws IOException {
    ParallelJobs.awaitAll(forced);
  }

  @Override
  public void close() {
    thread.shutdown();
    ParallelJobs.awaitEnd(thread);
  }
}
