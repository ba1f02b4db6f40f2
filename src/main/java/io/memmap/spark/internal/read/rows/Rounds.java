package io.memmap.spark.internal.read.rows;

import io.memmap.array.RowRange;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of an array in rounds of equal length. An index of an inner axis takes all its values in
 * each round.
 *
 * @param length rows of one round
 * @param count rounds of the array
 */
public record Rounds(long length, long count) {
  /**
   * So many ranges are always planned, however short they are: their batches take a task some 10
   * milliseconds.
   */
  private static final long FEW_RANGES = 1_000;

  /**
   * More ranges are never planned: 100,000 take about 4 MB of the driver's memory for each array.
   */
  private static final long MOST_RANGES = 100_000;

  /**
   * Least rows of a range, on average. Measured: a range costs a task as much as some 800 rows of
   * one float column, and fewer rows of several columns.
   */
  private static final long WORTHWHILE_ROWS = 256;

  /**
   * These rows of the first round, in every round; all rows, not exactly, if that makes too many
   * short ranges.
   */
  public CandidateRows inEach(RowRanges once) {
    return areWorthRepeating(once)
        ? CandidateRows.exactly(repeated(once))
        : new CandidateRows(RowRanges.of(0, length * count), false);
  }

  boolean areWorthRepeating(RowRanges once) {
    if (once.ranges().isEmpty() || once.count() == length) {
      return true; // one range or none, however many rounds there are
    }
    double ranges = (double) count * once.ranges().size();
    return ranges <= FEW_RANGES
        || (ranges <= MOST_RANGES && once.count() >= WORTHWHILE_ROWS * once.ranges().size());
  }

  RowRanges repeated(RowRanges once) {
    if (once.ranges().isEmpty()) {
      return RowRanges.NONE;
    } else if (once.count() == length) {
      return RowRanges.of(0, length * count);
    }
    List<RowRange> all = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      all.addAll(once.shifted(i * length).ranges());
    }
    return new RowRanges(all).joined(0);
  }
}
