package io.memmap.storage.runs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * All records with an index from {@code low} to {@code high}, wherever they are staged. Slices are
 * halved until one fits into memory, so that the cost follows the number of records, not the range
 * of their indices.
 */
record RecordSlice(long low, long high, List<Part> parts) {
  /** The records {@code from} to {@code to} of a run, counted within the run. */
  record Part(Run run, long from, long to) {

    static Part all(Run run) {
      return new Part(run, 0, run.count());
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

  RecordSlice {
    parts = List.copyOf(parts);
  }

  static RecordSlice of(List<Run> runs) {
    long low = runs.stream().mapToLong(Run::first).min().orElse(0);
    long high = runs.stream().mapToLong(Run::last).max().orElse(-1) + 1;
    return new RecordSlice(low, high, runs.stream().map(Part::all).toList());
  }

  long count() {
    return parts.stream().mapToLong(Part::count).sum();
  }

  /** A single index can't be halved. */
  boolean isOneIndex() {
    return high - low <= 1;
  }

  List<RecordSlice> halves(StagedFiles files, int recordBytes) throws IOException {
    long middle = low + (high - low) / 2;
    List<Part> below = new ArrayList<>();
    List<Part> above = new ArrayList<>();
    for (Part part : parts) {
      long split = part.split(middle, low, high, files, recordBytes);
      if (split > part.from()) {
        below.add(new Part(part.run(), part.from(), split));
      }
      if (split < part.to()) {
        above.add(new Part(part.run(), split, part.to()));
      }
    }
    return List.of(new RecordSlice(low, middle, below), new RecordSlice(middle, high, above));
  }
}
