package io.memmap.spark.internal.read.source;

import io.memmap.array.RowRange;
import io.memmap.spark.internal.read.rows.AxisIndex;
import io.memmap.spark.internal.read.rows.CandidateRows;
import io.memmap.spark.internal.read.rows.Rounds;
import io.memmap.spark.internal.read.rows.RowRanges;
import io.memmap.spark.internal.read.rows.SortedIndex;
import java.util.ArrayList;
import java.util.List;

/** Finds rows of an array by one of their indices. */
final class IndexRows {
  private final AxisIndex index;
  private final long rows;

  /** Rows after which an index of an inner axis begins again; all rows for other indices. */
  private final long round;

  IndexRows(ArraySource source, AxisIndex index) {
    this.index = index;
    this.rows = source.rows();
    this.round = index.isSorted() ? rows : index.step() * index.length();
  }

  /** The rows for which {@code index operator value} holds. */
  CandidateRows where(String operator, long value) {
    return inEachRound(new SortedIndex(index, round).where(operator, value));
  }

  /** The rows whose index is one of these. */
  CandidateRows in(KnownValues.Numbers values) {
    return inEachRound(round == 0 ? RowRanges.NONE : once(values));
  }

  private RowRanges once(KnownValues.Numbers values) {
    long count = (round - 1) / index.step() + 1;
    long last = index.first() + (count - 1) * index.by();
    long[] found = values.between(Math.min(index.first(), last), Math.max(index.first(), last));
    List<RowRange> ranges = new ArrayList<>();
    for (int i = 0; i < found.length; i++) {
      long distance = found[index.by() > 0 ? i : found.length - 1 - i] - index.first();
      if (distance % index.by() == 0) {
        long first = distance / index.by() * index.step();
        ranges.add(new RowRange(first, Math.min(round, first + index.step())));
      }
    }
    return new RowRanges(ranges).joined(0);
  }

  /** An index of an inner axis has the same rows in every round through that axis. */
  private CandidateRows inEachRound(RowRanges once) {
    if (round == rows) {
      return CandidateRows.exactly(once);
    }
    return new Rounds(round, rows / round).inEach(once);
  }
}
