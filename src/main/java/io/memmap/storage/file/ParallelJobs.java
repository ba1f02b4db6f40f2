package io.memmap.storage.file;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Runs jobs on a few threads and waits for all of them. */
public final class ParallelJobs {
  private static final int MOST_THREADS = 8;

  private ParallelJobs() {}

  /**
   * Runs the jobs.
   *
   * @throws IOException if a job fails; of several failures, that of the first job in the list.
   *     Jobs that have not started are cancelled
   */
  public static void run(List<Callable<Void>> jobs) throws IOException {
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
  public static int mostThreads() {
    return Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
  }

  /**
   * Waits for all jobs.
   *
   * @throws IOException the error of the first job that failed
   */
  public static void awaitAll(List<? extends Future<?>> futures) throws IOException {
    for (Future<?> future : futures) {
      result(future);
    }
  }

  /**
   * Waits for the result of a job.
   *
   * @throws IOException the error of the job
   */
  public static <T> T result(Future<T> future) throws IOException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw JobFailures.failure(e.getCause(), "the array cannot be put together");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the array was put together");
    }
  }

  /**
   * Waits until no thread of the pool writes into the file any more, even if this thread is
   * interrupted.
   */
  public static void awaitEnd(ExecutorService pool) {
    boolean interrupted = false;
    while (true) {
      try {
        if (pool.awaitTermination(1, TimeUnit.HOURS)) {
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
