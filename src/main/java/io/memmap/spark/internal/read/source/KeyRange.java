package io.memmap.spark.internal.read.source;

import io.memmap.spark.internal.read.rows.AxisIndex;
import io.memmap.spark.internal.read.rows.IndexBlocks;
import java.io.Serializable;
import java.util.List;

/**
 * The values of an index, or of blocks of it, in the rows of all arrays.
 *
 * @param least value; 0 if there are no rows
 * @param greatest value; 0 if there are no rows
 * @param ascending whether values increase from row to row of an array, else decrease, until they
 *     begin again
 * @param sorted whether they never begin again within an array
 */
public record KeyRange(long least, long greatest, boolean ascending, boolean sorted)
    implements Serializable {

  static KeyRange of(List<ArraySource> sources, ScanColumn.Index column, IndexBlocks blocks) {
    long least = Long.MAX_VALUE;
    long greatest = Long.MIN_VALUE;
    boolean ascending = true;
    boolean sorted = blocks.modulus() == Long.MAX_VALUE;
    for (ArraySource source : sources) {
      if (source.rows() > 0) {
        AxisIndex index = column.indexIn(source);
        long indices = Math.min(index.length(), (source.rows() - 1) / index.step() + 1);
        long last = index.first() + (indices - 1) * index.by();
        KeyRange own = of(blocks, Math.min(index.first(), last), Math.max(index.first(), last));
        least = Math.min(least, own.least);
        greatest = Math.max(greatest, own.greatest);
        ascending &= index.by() > 0 != blocks.negated();
        sorted &= index.isSorted();
      }
    }
    return least > greatest
        ? new KeyRange(0, 0, true, sorted)
        : new KeyRange(least, greatest, ascending, sorted);
  }

  private static KeyRange of(IndexBlocks blocks, long least, long greatest) {
    long first = least / blocks.divisor();
    long last = greatest / blocks.divisor();
    if (last >= blocks.modulus()) {
      first = 0;
      last = blocks.modulus() - 1;
    }
    return blocks.negated()
        ? new KeyRange(-last, -first, false, true)
        : new KeyRange(first, last, true, true);
  }

  /** How many values there are. */
  public long values() {
    return greatest - least + 1;
  }

  /** The first value in the order of the rows. */
  public long first() {
    return ascending ? least : greatest;
  }
}
