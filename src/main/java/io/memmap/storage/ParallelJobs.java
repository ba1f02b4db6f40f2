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
    int threads =
        Math.min(MOST_THREADS, Math.min(jobs.size(), Runtime.getRuntime().availableProcessors()));
    if (threads == 0) {
      return;
    }
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Void>> futures = new ArrayList<>();
      jobs.forEach(job -> futures.add(pool.submit(job)));
      for (Future<Void> future : futures) {
        future.get();
      }
    } catch (ExecutionException e) {
      throw new IOException(e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the array was put together", e);
    } finally {
      pool.shutdownNow();
      awaitEnd(pool);
    }
  }

  /** Nobody may write into the file any more when the caller goes on, or gives up. */
  private static void awaitEnd(ExecutorService pool) {
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
