package io.memmap.bench;

/**
 * What came of a contender.
 *
 * @param plan what its first run did
 * @param seconds what the counted runs took
 */
record Timing(Contender contender, ExecutedPlan plan, Statistics seconds) {

  double bytesPerSecondAtBest() {
    return contender.bytes() / seconds.min();
  }

  double bytesPerSecond() {
    return contender.bytes() / seconds.median();
  }

  /** What is left without the time of the same query on an empty array. */
  Timing without(Timing overhead) {
    return new Timing(contender, plan, seconds.minus(overhead.seconds));
  }
}
