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
}
