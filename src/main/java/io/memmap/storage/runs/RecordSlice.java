package io.memmap.storage.runs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * All records with an index from {@code low} to {@code high}, wherever they are staged. Slices are
 * halved until one fits into memory, so that the cost follows the number of records, not the range
 * of their indices.
 */
record RecordSlice(long low, long high, List<RunPart> parts) {
  RecordSlice {
    parts = List.copyOf(parts);
  }

  static RecordSlice of(List<Run> runs) {
    long low = runs.stream().mapToLong(Run::first).min().orElse(0);
    long high = runs.stream().mapToLong(Run::last).max().orElse(-1) + 1;
    return new RecordSlice(low, high, runs.stream().map(RunPart::all).toList());
  }

  long count() {
    return parts.stream().mapToLong(RunPart::count).sum();
  }

  /** A single index can't be halved. */
  boolean isOneIndex() {
    return high - low <= 1;
  }

  List<RecordSlice> halves(StagedFiles files, int recordBytes) throws IOException {
    long middle = low + (high - low) / 2;
    List<RunPart> below = new ArrayList<>();
    List<RunPart> above = new ArrayList<>();
    for (RunPart part : parts) {
      long split = part.split(middle, low, high, files, recordBytes);
      if (split > part.from()) {
        below.add(new RunPart(part.run(), part.from(), split));
      }
      if (split < part.to()) {
        above.add(new RunPart(part.run(), split, part.to()));
      }
    }
    return List.of(new RecordSlice(low, middle, below), new RecordSlice(middle, high, above));
  }
}
