package io.memmap.bench;

import java.util.OptionalDouble;

/**
 * One way to answer a question.
 *
 * @param name unique within the measure
 * @param reads the array of the measure, or a smaller one for contenders that would take too long
 * @param parquet layout of the Parquet contender that this one is compared to
 * @param preparation done once, before all runs
 */
record Contender(
    Measure measure, String name, BenchArray reads, Layout parquet, Preparation preparation) {

  /** For example {@code 90/rows/memmap-mmap-columns}. */
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

  /** A run, which is timed; returns the sum if the question asks for one. */
  @FunctionalInterface
  interface Run {
    OptionalDouble run() throws Exception;

    /** Checks what the run has written and deletes it; not timed. */
    default void afterwards() throws Exception {}
  }
}
