package io.memmap.storage.runs;

import java.io.IOException;

/** The records {@code from} to {@code to} of a run, counted within the run. */
record RunPart(Run run, long from, long to) {

  static RunPart all(Run run) {
    return new RunPart(run, 0, run.count());
  }

  long count() {
    return to - from;
  }

  /**
   * Where the records with an index of {@code index} or more begin.
   *
   * @param low no index of this part is below
   * @param high all are below
   */
  long split(long index, long low, long high, StagedFiles files, int recordBytes)
      throws IOException {
    if (run.isDense()) {
      return Math.max(from, Math.min(to, index - run.first()));
    }
    double share = (double) (index - low) / Math.max(1, high - low);
    try (RunReader reader = files.reader(run, recordBytes)) {
      return reader.split(index, from, to, from + (long) (share * count()));
    }
  }
}
