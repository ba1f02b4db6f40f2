package io.memmap.spark.write;

/**
 * Decides when a task reports its metrics. Spark asks every hundred rows, and taking an answer
 * costs it more than writing the rows; so most answers are empty. It asks once more after the last
 * row: where rows come one by one that is known by its coming out of step.
 */
final class ReportPace {
  private static final long ROWS_PER_REPORT = 1 << 20;

  private boolean oneByOne = true;
  private boolean ended;
  private long asked;
  private long step = -1;
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
    boolean last = oneByOne ? isOutOfStep(rows) : ended;
    if (!last && rows - reported < ROWS_PER_REPORT) {
      return false;
    }
    reported = rows;
    return true;
  }

  private boolean isOutOfStep(long rows) {
    long sinceAsked = rows - asked;
    boolean inStep = sinceAsked == step && sinceAsked > 0;
    asked = rows;
    step = sinceAsked;
    return !inStep;
  }
}
