package io.memmap.spark.internal.resolve;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs how many of many files have been looked at, for users who wait. */
final class LookProgress {
  private static final Logger LOG = LoggerFactory.getLogger(LookProgress.class);

  /** Nobody waits long for fewer files. */
  private static final int MANY = 1_000;

  private static final long NANOS_BETWEEN_LINES = TimeUnit.SECONDS.toNanos(2);

  private final int files;
  private final AtomicInteger looked = new AtomicInteger();
  private final AtomicLong nextLine = new AtomicLong(System.nanoTime() + NANOS_BETWEEN_LINES);

  LookProgress(int files) {
    this.files = files;
    if (files >= MANY) {
      LOG.info("reading the headers of {} files", files);
    }
  }

  /** One more file has been looked at. */
  void looked() {
    int so = looked.incrementAndGet();
    long due = nextLine.get();
    long now = System.nanoTime();
    boolean ends = so == files;
    if (files >= MANY
        && (ends || (now - due >= 0 && nextLine.compareAndSet(due, now + NANOS_BETWEEN_LINES)))) {
      LOG.info("read the headers of {} of {} files", so, files);
    }
  }
}
