package io.memmap.storage.publish;

import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;

/** Pauses between attempts, longer each time, until a timeout. */
final class Deadline {
  private static final long FIRST_MILLIS = 20;
  private static final long MOST_MILLIS = 1000;

  private final long start = System.nanoTime();
  private final long nanos;
  private long pause = FIRST_MILLIS;

  Deadline(Duration timeout) {
    this.nanos = nanos(timeout);
  }

  /** A duration of more than 292 years counts as 292 years. */
  private static long nanos(Duration timeout) {
    try {
      return timeout.toNanos();
    } catch (ArithmeticException longer) {
      return Long.MAX_VALUE;
    }
  }

  /**
   * Pauses before the next attempt.
   *
   * @return false, without a pause, if the timeout is over
   * @throws InterruptedIOException if the thread is interrupted; it stays so
   */
  boolean sleep(Path awaited) throws InterruptedIOException {
    long left = nanos - (System.nanoTime() - start);
    if (left <= 0) {
      return false;
    }
    try {
      Thread.sleep(Math.min(pause, 1 + left / 1_000_000));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for " + awaited);
    }
    pause = Math.min(MOST_MILLIS, pause + pause / 4);
    return true;
  }
}
