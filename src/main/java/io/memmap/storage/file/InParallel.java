package io.memmap.storage.file;

import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Applies a function to many files, several at a time. On a network file system most of the time is
 * spent waiting.
 */
public final class InParallel {
  /** As many threads as Spark uses to list folders. */
  private static final int MOST_THREADS = 32;

  /** Fewer files take less time than the start of a thread. */
  private static final int FEWEST_PER_THREAD = 16;

  private InParallel() {}

  /** The number of threads for so many mounted files. */
  public static int threadsForMounted(int files) {
    return Math.min(MOST_THREADS, files / FEWEST_PER_THREAD);
  }

  /**
   * The results of a function, in the order of its arguments. Uses as many threads as {@link
   * Storage#threadsFor} says.
   *
   * @see #map(List, int, Function)
   */
  public static <T, R> List<R> map(
      List<T> all, Storage storage, Function<? super T, ? extends R> function) {
    return map(all, storage.threadsFor(all.size()), function);
  }

  /**
   * The results of a function, in the order of its arguments.
   *
   * @throws RuntimeException the one that the function threw for the first argument for which it
   *     failed; an {@link Error} likewise
   * @throws UncheckedIOException if the calling thread is interrupted
   */
  public static <T, R> List<R> map(
      List<T> all, int threads, Function<? super T, ? extends R> function) {
    if (threads <= 1) {
      List<R> results = new ArrayList<>(all.size());
      all.forEach(one -> results.add(function.apply(one)));
      return results;
    }
    return new Work<T, R>(all, function).run(threads);
  }

  private static final class Work<T, R> {
    private final List<T> all;
    private final Function<? super T, ? extends R> function;
    private final AtomicInteger next = new AtomicInteger();
    private final R[] results;

    private Throwable failure;
    private int failed = Integer.MAX_VALUE;

    @SuppressWarnings("unchecked") // only this object sees the array
    Work(List<T> all, Function<? super T, ? extends R> function) {
      this.all = all;
      this.function = function;
      this.results = (R[]) new Object[all.size()];
    }

    List<R> run(int threads) {
      List<Thread> workers = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        Thread worker = new Thread(this::work, "memmap-files-" + i);
        worker.setDaemon(true);
        worker.start();
        workers.add(worker);
      }
      await(workers);
      if (failure instanceof Error error) {
        throw error;
      }
      if (failure instanceof RuntimeException exception) {
        throw exception;
      }
      return Arrays.asList(results);
    }

    /** All arguments before a failing one have been taken, so the first failure is found. */
    private void work() {
      for (int i = next.getAndIncrement(); i < all.size(); i = next.getAndIncrement()) {
        try {
          results[i] = function.apply(all.get(i));
        } catch (RuntimeException | Error e) {
          fail(i, e);
        }
      }
    }

    private synchronized void fail(int index, Throwable thrown) {
      next.set(all.size());
      if (index < failed) {
        failed = index;
        failure = thrown;
      }
    }

    private void await(List<Thread> workers) {
      boolean interrupted = false;
      for (Thread worker : workers) {
        while (worker.isAlive()) {
          try {
            worker.join();
          } catch (InterruptedException e) {
            interrupted = true;
            next.set(all.size());
          }
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
        throw new UncheckedIOException(
            new InterruptedIOException("interrupted while files were looked at"));
      }
    }
  }
}
