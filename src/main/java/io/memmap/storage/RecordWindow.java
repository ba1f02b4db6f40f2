package io.memmap.storage;

import java.io.IOException;
import java.util.BitSet;
import java.util.List;

/** Some consecutive records of the array, put together in memory from all runs that hold them. */
final class RecordWindow {
  /** Records read at once; bounds the memory of one reader. */
  private static final int MOST_AT_ONCE_BYTES = 8 << 20;

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

  /** Reads what the runs hold of this window; an index that comes twice is noted. */
  void fill(List<Run> runs) throws IOException {
    for (Run run : runs) {
      if (run.last() >= first && run.first() < first + count) {
        try (RunReader reader = new RunReader(run, recordBytes)) {
          fill(reader);
        }
      }
    }
  }

  private void fill(RunReader reader) throws IOException {
    long end = reader.countBelow(first + count);
    int atOnce = Math.max(1, MOST_AT_ONCE_BYTES / Math.max(Long.BYTES, recordBytes));
    for (long from = reader.countBelow(first); from < end; from += atOnce) {
      int records = (int) Math.min(atOnce, end - from);
      scatter(reader.indices(from, records), reader.records(from, records));
    }
  }

  private void scatter(long[] indices, byte[] records) {
    for (int i = 0; i < indices.length; i++) {
      int place = (int) (indices[i] - first);
      if (present.get(place)) {
        problems.duplicate(indices[i]);
      }
      present.set(place);
      copy(records, i * recordBytes, place * recordBytes);
    }
  }

  /** Small records are copied by hand: the general copy costs more than they do. */
  private void copy(byte[] records, int from, int to) {
    if (recordBytes > Long.BYTES) {
      System.arraycopy(records, from, bytes, to, recordBytes);
      return;
    }
    for (int i = 0; i < recordBytes; i++) {
      bytes[to + i] = records[from + i];
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

  BitSet present() {
    return present;
  }
}
