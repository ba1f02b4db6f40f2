package io.memmap.bench;

import java.util.OptionalDouble;

/**
 * One way to answer a question.
 *
 * @param name unique within the measure
 * @param reads the array of the measure, or a smaller one for contenders that would take too long
 * @param parquet layout of the Parquet contender that this one is compared to
 * @param preparation what has to be done once
 */
record Contender(
    Measure measure, String name, BenchArray reads, Layout parquet, Preparation preparation) {

  /** Such as {@code 90/rows/memmap-mmap-columns}. */
  String id() {
    return measure.id() + "/" + name;
  }

  long cells() {
    return measure.question().cells(reads);
  }

  long bytes() {
    return cells() * reads.kind().itemsize();
  }

  /** Makes or opens what the runs need. */
  @FunctionalInterface
  interface Preparation {
    Run prepare() throws Exception;
  }

  /** What is timed; gives the sum if one was asked for. */
  @FunctionalInterface
  interface Run {
    OptionalDouble run() throws Exception;

    /** What is not timed: looks at what a run has left, and removes it. */
    default void afterwards() throws Exception {}
  }
}
