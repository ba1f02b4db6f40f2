package io.memmap.bench;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Callable;

/**
 * Times the steps of a benchmark, each once.
 *
 * @param out gets one line for each step
 */
record Steps(PrintStream out) {
  private static final double NANOS = 1e9;

  /** Runs a step and prints how many seconds it took. */
  <T> T timed(String step, Callable<T> work) throws Exception {
    long begun = System.nanoTime();
    T result = work.call();
    double seconds = (System.nanoTime() - begun) / NANOS;
    out.println(String.format(Locale.ROOT, "  %-10s %8.2f s", step, seconds));
    return result;
  }

  /**
   * Compares an answer with the right one.
   *
   * @throws IllegalStateException if they differ
   */
  static void expect(Object right, Object found) {
    if (!right.equals(found)) {
      throw new IllegalStateException("found " + found + " instead of " + right);
    }
  }
}
