package io.memmap.spark.internal.kernel.loop;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Finds out whether one of two ways to do something is faster, once both are compiled. */
final class Race {
  private static final long LAP_NANOS = TimeUnit.MILLISECONDS.toNanos(30);
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final int WINS = 3;

  /** A win must not be noise. */
  private static final double MARGIN = 0.9;

  private final LongSupplier clock;

  /**
   * @param clock in nanoseconds
   */
  Race(LongSupplier clock) {
    this.clock = clock;
  }

  /** Whether the challenger was faster in three laps on end before the time was up. */
  boolean wins(Runnable challenger, Runnable holder) {
    long start = clock.getAsLong();
    int wins = 0;
    while (wins < WINS && clock.getAsLong() - start < LIMIT_NANOS) {
      long bar = lap(holder);
      wins = lap(challenger) < bar * MARGIN ? wins + 1 : 0;
    }
    return wins == WINS;
  }

  /** The shortest run of a lap. */
  private long lap(Runnable runner) {
    long start = clock.getAsLong();
    long shortest = Long.MAX_VALUE;
    long now = start;
    while (now - start < LAP_NANOS) {
      runner.run();
      long end = clock.getAsLong();
      shortest = Math.min(shortest, end - now);
      now = end;
    }
    return shortest;
  }
}
