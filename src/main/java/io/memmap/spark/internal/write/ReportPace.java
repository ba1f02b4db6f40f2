package io.memmap.spark.internal.write;

/**
 * Decides when a task reports its metrics. Spark asks every hundred rows, and once more after the
 * last one, which looks the same. Where rows come all at once, taking an answer costs Spark more
 * than writing the rows, so most answers are empty; where they come one by one, any may be the
 * last.
 */
final class ReportPace {
  private static final long ROWS_PER_REPORT = 1 << 20;

  private boolean oneByOne = true;
  private boolean ended;
  private long reported;

  /** From now on {@link #end} tells when all rows are written. */
  void reportAtTheEnd() {
    oneByOne = false;
  }

  /** All rows are written. */
  void end() {
    ended = true;
  }

  /** Whether to report now, with {@code rows} rows written. */
  boolean isDue(long rows) {
    if (!oneByOne && !ended && rows - reported < ROWS_PER_REPORT) {
      return false;
    }
    reported = rows;
    return true;
  }
}
