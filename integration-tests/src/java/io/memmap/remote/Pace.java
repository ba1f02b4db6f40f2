package io.memmap.remote;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** The most bytes that one direction of a connection carries per second. */
final class Pace {
  static final long UNLIMITED = Long.MAX_VALUE;

  private final long bytesPerSecond;

  /** When the connection could have carried all bytes so far. */
  private long free = System.nanoTime();

  Pace(long bytesPerSecond) {
    this.bytesPerSecond = bytesPerSecond;
  }

  /** Waits as long as these bytes take. */
  void carry(int bytes) throws IOException {
    if (bytesPerSecond != UNLIMITED) {
      double nanos = (double) bytes / bytesPerSecond * TimeUnit.SECONDS.toNanos(1);
      free = Math.max(free, System.nanoTime()) + (long) nanos;
      ProxiedRequest.pause(free - System.nanoTime());
    }
  }
}
