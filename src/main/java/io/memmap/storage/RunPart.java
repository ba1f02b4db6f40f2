package io.memmap.storage;

import java.io.IOException;

/** The records {@code from} to {@code to} of a run, counted within the run. */
record RunPart(Run run, long from, long to) {

  static RunPart all(Run run) {
    return new RunPart(run, 0, run.count());
  }

  long count() {
    return to - from;
  }

  /** Where the records with an index of {@code index} or more begin. */
  long split(long index, int recordBytes) throws IOException {
    try (RunReader reader = new RunReader(run, recordBytes)) {
      return Math.max(from, Math.min(to, reader.countBelow(index)));
    }
  }
}
