package io.memmap.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.function.IntFunction;

/**
 * Checks how the work of a step grows with its input, by the bytes that its thread allocates. They
 * are the same in every run once classes are loaded, unlike times. This detects a list that is
 * copied for each element, but not a nested loop that allocates nothing.
 */
public final class Allocation {
  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Number of runs, of which the least counts: the first ones load classes. */
  private static final int RUNS = 4;

  private static final int TIMES = 4;

  /**
   * Limit of the growth: a linear step allocates four times as much, a quadratic one sixteen times.
   */
  private static final double MOST_GROWTH = 6;

  /** Allowance for what the JVM and libraries allocate in addition to the step. */
  private static final long NOISE_BYTES = 16 << 10;

  private Allocation() {}

  /**
   * Fails if a step allocates half as much again per element of an input four times as large.
   *
   * @param step makes the step for an input of the given number of elements; only the run of the
   *     step is measured
   */
  public static void assertGrowsLinearly(int elements, IntFunction<Runnable> step) {
    long few = leastBytes(step.apply(elements));
    long many = leastBytes(step.apply(TIMES * elements));
    assertThat((double) many)
        .as("bytes for %d elements; %d take %d", TIMES * elements, elements, few)
        .isLessThan(MOST_GROWTH * (few + NOISE_BYTES));
  }

  private static long leastBytes(Runnable step) {
    long least = Long.MAX_VALUE;
    for (int run = 0; run < RUNS; run++) {
      long before = allocated();
      step.run();
      least = Math.min(least, allocated() - before);
    }
    return least;
  }

  private static long allocated() {
    return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
  }
}
