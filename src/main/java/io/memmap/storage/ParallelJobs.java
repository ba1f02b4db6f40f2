package io.memmap.storage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs jobs on a few threads of their own and waits for all of them. */
final class ParallelJobs {
  private static final int MOST_THREADS = 8;

  private ParallelJobs() {}

  /**
   * Runs the jobs.
   *
   * @throws IOException what the first failing job threw; the others are not started any more
   */
  static void run(List<Callable<Void>> jobs) throws IOException {
    int threads = Math.min(jobs.size(), mostThreads());
    if (threads == 0) {
      return;
    }
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    List<Future<Void>> futures = new ArrayList<>();
    try {
      jobs.forEach(job -> futures.add(pool.submit(job)));
      awaitAll(futures);
    } finally {
      // Not by interrupts: a channel closes when a thread that writes through it is interrupted
      futures.forEach(future -> future.cancel(false));
      pool.shutdown();
      awaitEnd(pool);
    }
  }

  /** As many as there are processors, up to a limit. */
  static int mostThreads() {
    return Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
  }

  /**
   * Waits for all of these.
   *
   * @throws IOException what the first failing one threw
   */
  static void awaitAll(List<? extends Future<?>> futures) throws IOException {
    try {
      for (Future<?> future : futures) {
        future.get();
      }
    } catch (ExecutionException e) {
      throw new IOException(e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the array was put together", e);
    }
  }

  /** Nobody may write into the file any more when the caller goes on, or gives up. */
  static void awaitEnd(ExecutorService pool) {
    boolean interrupted = false;
    while (true) {
      try {
        if (pool.awaitTermination(1, java.util.concurrent.TimeUnit.HOURS)) {
          break;
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
