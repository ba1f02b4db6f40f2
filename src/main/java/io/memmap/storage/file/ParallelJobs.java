package io.memmap.storage.file;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Runs jobs on a few threads and waits for all of them. */
public final class ParallelJobs {
  private static final System.Logger LOG = System.getLogger(ParallelJobs.class.getName());

  private static final int MOST_THREADS = 8;

  /** Bounds the search, since causes may form a cycle. */
  private static final int MOST_CAUSES = 20;

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
      throw failure(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the array was put together");
    }
  }

  /**
   * The error of a job as the waiting thread throws it. An {@link Error} is logged, and named in
   * the message only: Spark would end the JVM for it wherever it finds one among causes.
   */
  private static IOException failure(Throwable thrown) {
    boolean bearsError = bearsError(thrown, MOST_CAUSES);
    if (bearsError) {
      LOG.log(Level.ERROR, "the array cannot be put together", thrown);
    }
    Throwable cause = bearsError ? null : thrown;
    if (thrown instanceof ArrayFileException aboutFile) {
      return new ArrayFileException(aboutFile, cause);
    }
    String said = thrown instanceof IOException known ? FileErrors.reason(known) : text(thrown);
    return new IOException(said, cause);
  }

  private static String text(Throwable thrown) {
    return thrown instanceof RuntimeException && thrown.getMessage() != null
        ? thrown.getMessage()
        : thrown.toString();
  }

  private static boolean bearsError(Throwable thrown, int causes) {
    return thrown instanceof Error
        || (thrown.getCause() != null && (causes == 0 || bearsError(thrown.getCause(), causes - 1)))
        || Arrays.stream(thrown.getSuppressed())
            .anyMatch(other -> causes == 0 || bearsError(other, causes - 1));
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
