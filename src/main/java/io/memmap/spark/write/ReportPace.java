package io.memmap.spark.write;

/**
 * Decides when a task reports its metrics. Spark asks every hundred rows, and taking an answer
 * costs it more than writing the rows; so most answers are empty. It asks once more after the last
 * row, which is known by coming out of step.
 */
final class ReportPace {
  private static final long ROWS_PER_REPORT = 1 << 20;

  private long asked;
  private long step = -1;
  private long reported;

  /** Whether to report now, with {@code rows} rows written. */
  boolean isDue(long rows) {
    long sinceAsked = rows - asked;
    boolean inStep = sinceAsked == step && sinceAsked > 0;
    asked = rows;
    step = sinceAsked;
    if (inStep && rows - reported < ROWS_PER_REPORT) {
      return false;
    }
    reported = rows;
    return true;
  }
}
