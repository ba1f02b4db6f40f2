package io.memmap.spark.internal.read.source;

import io.memmap.array.RowRange;
import io.memmap.spark.internal.read.rows.RowRanges;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Some rows of one array.
 *
 * @param rows numbered from 0 within the array
 */
public record SourceRows(ArraySource source, RowRanges rows) implements Serializable {

  /**
   * The same rows in blocks of consecutive ones, each of which is shown as one row.
   *
   * @param most rows of a block
   * @return arrays of blocks; those of one array have equal length
   */
  public List<SourceRows> inBlocks(long most) {
    List<SourceRows> parts = new ArrayList<>();
    for (RowRange range : rows.ranges()) {
      long length = range.end() - range.first();
      long whole = length / most;
      if (whole > 0) {
        parts.add(blocks(range.first(), whole, most));
      }
      if (length % most > 0) {
        parts.add(blocks(range.first() + whole * most, 1, length % most));
      }
    }
    return parts;
  }

  private SourceRows blocks(long first, long count, long length) {
    return new SourceRows(source.inBlocks(first, count, length), RowRanges.of(0, count));
  }
}
