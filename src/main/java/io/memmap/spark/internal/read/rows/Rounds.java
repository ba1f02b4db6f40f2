package io.memmap.spark.internal.read.rows;

import java.util.ArrayList;
import java.util.List;

/**
 * The rows of an array as rounds of equal length: an index of an inner axis passes through all its
 * values in each round.
 *
 * @param length rows of one round
 * @param count rounds of the array
 */
public record Rounds(long length, long count) {
  /** So few ranges are always read one by one: 1,000 batches cost a query some milliseconds. */
  private static final long FEW_RANGES = 1_000;

  /** More ranges are never planned: 100,000 of them take about 4 MB of the driver's memory. */
  private static final long MOST_RANGES = 100_000;

  /** A range of fewer rows costs a task more as a batch of its own than the rows around it. */
  private static final long WORTHWHILE_ROWS = 256;

  /**
   * The rows that these rows of a round are in all rounds; all rows, not exactly, where too many
   * short ranges would come of it.
   */
  public RowPredicate inEach(RowRanges once) {
    return areWorthRepeating(once)
        ? RowPredicate.exactly(repeated(once))
        : new RowPredicate(RowRanges.of(0, length * count), false);
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
