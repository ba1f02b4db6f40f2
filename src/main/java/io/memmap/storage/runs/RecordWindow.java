package io.memmap.storage.runs;

import java.util.BitSet;

/** Some consecutive records of the array, put together in memory from all runs that hold them. */
final class RecordWindow {
  private final long first;
  private final int count;
  private final int recordBytes;
  private final byte[] bytes;
  private final BitSet present;
  private final IndexProblems problems;

  RecordWindow(long first, int count, int recordBytes, IndexProblems problems) {
    this.first = first;
    this.count = count;
    this.recordBytes = recordBytes;
    this.bytes = new byte[Math.multiplyExact(count, recordBytes)];
    this.present = new BitSet(count);
    this.problems = problems;
  }

  long first() {
    return first;
  }

  int count() {
    return count;
  }

  /** Index after the last record. */
  long end() {
    return first + count;
  }

  /** Copies the first {@code taken} records to their places, and notes duplicate indices. */
  void scatter(long[] indices, int taken, byte[] records) {
    for (int i = 0; i < taken; i++) {
      int place = (int) (indices[i] - first);
      if (present.get(place)) {
        problems.duplicate(indices[i]);
      }
      present.set(place);
      Records.copy(records, i * recordBytes, bytes, place * recordBytes, recordBytes);
    }
  }

  /** Notes the indices below {@code end} that no run holds. */
  void noteGaps(long end) {
    int limit = (int) Math.min(count, end - first);
    int gap = present.nextClearBit(0);
    while (gap < limit) {
      problems.gap(first + gap);
      gap = present.nextClearBit(gap + 1);
    }
  }

  byte[] bytes() {
    return bytes;
  }
}
