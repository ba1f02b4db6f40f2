package io.memmap.spark.internal.read.source;

import io.memmap.array.RowRange;
import io.memmap.spark.internal.read.rows.AxisIndex;
import io.memmap.spark.internal.read.rows.RowBlockFunction;
import io.memmap.spark.internal.read.rows.RowRanges;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.connector.expressions.Expressions;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.connector.read.InputPartition;

/**
 * Rows in blocks of consecutive indices: Spark joins two arrays on the index block by block,
 * without a shuffle. Blocks depend only on the number of rows, so arrays of equal length have equal
 * blocks, whatever their dtypes.
 *
 * @param length rows of a block, a power of two
 * @param index the index of each row
 */
public record RowBlocks(long length, AxisIndex index) {
  /** Rows of the smallest block: Spark joins fewer rows in less time than a task takes to start. */
  private static final long LEAST_LENGTH = 1 << 12;

  /**
   * Blocks of an array.
   *
   * @param index is linear
   * @param rows of the array, 1 or more
   * @param most most blocks, if the array is read from its first row on
   */
  public static RowBlocks of(AxisIndex index, long rows, int most) {
    long end = Math.max(index.valueAt(0), index.valueAt(rows - 1)) + 1;
    long length = LEAST_LENGTH;
    while ((end - 1) / length >= most) {
      length *= 2;
    }
    return new RowBlocks(length, index);
  }

  /** The expression by which Spark compares two scans: equal if they have the same blocks. */
  public Transform toTransform(ScanColumn column) {
    return Expressions.apply(function().name(), column.reference());
  }

  private RowBlockFunction function() {
    return new RowBlockFunction(length, index.by() < 0);
  }

  /** These rows by block, in order, for those blocks that have some of them. */
  public RowRanges[] cut(RowRanges rows) {
    List<RowRanges> blocks = new ArrayList<>();
    List<RowRange> own = new ArrayList<>();
    long block = 0;
    for (RowRange range : rows.ranges()) {
      long next = range.first();
      while (next < range.end()) {
        if (!own.isEmpty() && block != block(next)) {
          blocks.add(new RowRanges(own));
          own = new ArrayList<>();
        }
        block = block(next);
        long end = Math.min(range.end(), end(next));
        own.add(new RowRange(next, end));
        next = end;
      }
    }
    if (!own.isEmpty()) {
      blocks.add(new RowRanges(own));
    }
    return blocks.toArray(RowRanges[]::new);
  }

  /** The number of the block of a row; it never decreases from row to row. */
  private long block(long row) {
    return function().block(index.valueAt(row));
  }

  /** The first row after this one that is in another block. */
  private long end(long row) {
    long number = index.valueAt(row);
    long first = number - number % length;
    return row
        + (index.by() > 0
            ? (first + length - number + index.by() - 1) / index.by()
            : (number - first) / -index.by() + 1);
  }

  /** The same partitions, each with the number of its block. */
  public InputPartition[] keyed(ArrayPartition[] partitions) {
    InputPartition[] keyed = new InputPartition[partitions.length];
    for (int i = 0; i < keyed.length; i++) {
      RowRange first = partitions[i].parts().get(0).rows().ranges().get(0);
      keyed[i] = new ArrayPartition.OfBlock(partitions[i], block(first.first()));
    }
    return keyed;
  }
}
