package io.memmap.storage.window;

import io.memmap.array.RowRange;
import java.util.ArrayList;
import java.util.List;

/** Cuts the rows of a task into the blocks that are read. */
final class BlockCutter {
  private BlockCutter() {}

  /**
   * Blocks in the order of the rows. Each begins and ends with a row of the task.
   *
   * @param wanted ranges in order, not empty, with at least one row between two of them
   * @param mostRows most rows of a block, with those of gaps
   * @param gapRows most rows of a gap that a block takes along; less than 1 for none
   */
  static List<RowRange> cut(List<RowRange> wanted, int mostRows, long gapRows) {
    List<RowRange> blocks = new ArrayList<>();
    long first = -1; // of the block that still grows
    long end = -1;
    for (RowRange range : wanted) {
      boolean joins =
          first >= 0 && range.first() - end <= gapRows && range.first() < first + mostRows;
      if (first >= 0 && !joins) {
        blocks.add(new RowRange(first, end));
      }
      if (!joins) {
        first = range.first();
      }
      end = Math.min(range.end(), first + mostRows);
      while (end < range.end()) {
        blocks.add(new RowRange(first, end));
        first = end;
        end = Math.min(range.end(), first + mostRows);
      }
    }
    if (first >= 0) {
      blocks.add(new RowRange(first, end));
    }
    return blocks;
  }

  /** Rows of the longest block; 0 if there is none. */
  static int longest(List<RowRange> blocks) {
    long longest = 0;
    for (RowRange block : blocks) {
      longest = Math.max(longest, block.end() - block.first());
    }
    return Math.toIntExact(longest);
  }
}
