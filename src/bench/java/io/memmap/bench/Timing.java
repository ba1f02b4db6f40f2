package io.memmap.bench;

/**
 * The plan and the times of a contender.
 *
 * @param plan plan of its first run
 * @param seconds times of the counted runs
 */
record Timing(Contender contender, ExecutedPlan plan, Statistics seconds) {

  double bytesPerSecondAtBest() {
    return contender.bytes() / seconds.min();
  }

  double bytesPerSecond() {
    return contender.bytes() / seconds.median();
  }

  /** Subtracts the time of the same query on an array of one row. */
  Timing without(Timing overhead) {
    return new Timing(contender, plan, seconds.minus(overhead.seconds));
  }
}
