package io.memmap.spark.internal.write;

import java.util.concurrent.TimeUnit;

/** How long the two halves of a write took, as the driver sees them. */
public final class WriteTimes {
  private volatile long begun;
  private volatile long staged;
  private volatile long published;

  void begin() {
    begun = System.nanoTime();
  }

  void staged() {
    staged = System.nanoTime();
  }

  void published() {
    published = System.nanoTime();
  }

  long stagingNanos() {
    return Math.max(0, staged - begun);
  }

  long stagingMillis() {
    return TimeUnit.NANOSECONDS.toMillis(stagingNanos());
  }

  long publishingNanos() {
    return Math.max(0, published - staged);
  }

  long publishingMillis() {
    return TimeUnit.NANOSECONDS.toMillis(publishingNanos());
  }
}
