package io.memmap.spark.internal.kernel.group;

import io.memmap.spark.internal.vector.IndexVector;
import io.memmap.spark.internal.vector.StridedVector;

/**
 * An index, or the number of the block of indices that it lies in: {@code index / divisor %
 * modulus}. If it has more values than numbers, rows must come in the order of the index for
 * numbers to be found for many rows at a time.
 */
public final class IndexKey extends SlotKey {
  private final Blocks blocks;
  private final long first;
  private final boolean ascending;
  private final int length;
  private final boolean paged;

  /** The value with number 0. */
  private long base;

  /**
   * Which indices have the same value.
   *
   * @param divisor consecutive indices in a block
   * @param modulus blocks after which the values begin again
   * @param negated whether the sign of each value is changed
   */
  public record Blocks(long divisor, long modulus, boolean negated) {

    long of(long index) {
      long block = Math.floorDiv(index, divisor) % modulus;
      return negated ? -block : block;
    }
  }

  /**
   * Numbers the values of an index.
   *
   * @param first value in the order of the rows
   * @param ascending whether values increase, else decrease, in that order
   * @param values how many there are
   * @param length how many numbers to use
   */
  public IndexKey(Blocks blocks, long first, boolean ascending, long values, int length) {
    this.blocks = blocks;
    this.first = first;
    this.ascending = ascending;
    this.length = length;
    this.paged = values > length;
    this.base = first;
  }

  @Override
  int length() {
    return length;
  }

  @Override
  void begin(StridedVector values, int row) {
    base = paged ? blocks.of(values.getLong(row)) : first;
  }

  /** The number of an index; negative or too large if it has none. */
  private long number(long index) {
    long value = blocks.of(index);
    return ascending ? value - base : base - value;
  }

  /** The number of the value of a row; -1 if it has none. */
  int numberOf(StridedVector values, int row) {
    long number = number(values.getLong(row));
    return number < length && number >= 0 ? (int) number : -1;
  }

  /** Rows in each long run of equal values. */
  long usualRun(IndexVector values) {
    long indices = Math.max(1, blocks.divisor() / Math.max(1, Math.abs(values.by())));
    return rows(indices, values.step());
  }

  /** Rows of so many indices, without overflow: no batch has more rows than an int counts. */
  private static long rows(long indices, long step) {
    return Math.min(indices, Integer.MAX_VALUE / step + 1) * step;
  }

  /** Rows from this one on that have the same value; there may be more. */
  long sameFrom(IndexVector values, int row) {
    long same = values.sameFrom(row);
    if (blocks.divisor() == 1 || values.by() == 0) {
      return same;
    }
    long into = Math.floorMod(values.getLong(row), blocks.divisor());
    long more = values.by() > 0 ? (blocks.divisor() - 1 - into) / values.by() : into / -values.by();
    return same + rows(Math.min(more, values.indicesFrom(row) - 1), values.step());
  }

  /** Whether the number increases by 1 from row to row, but where values begin again. */
  boolean isEven(IndexVector values) {
    return values.step() == 1
        && blocks.divisor() == 1
        && values.by() == (ascending != blocks.negated() ? 1 : -1);
  }

  /** Rows in each long run over which the number increases by 1 from row to row. */
  long usualEvenRun(IndexVector values) {
    return isEven(values) ? Math.min(blocks.modulus(), values.length()) : 1;
  }

  /** Rows from this one on over which the number increases by 1 from row to row. */
  long evenFrom(IndexVector values, int row, int number) {
    long block = values.getLong(row) % blocks.modulus();
    long left = values.by() > 0 ? blocks.modulus() - block : block + 1;
    return Math.min(Math.min(left, values.indicesFrom(row)), length - number);
  }

  @Override
  int place(StridedVector values, int row, int count, int times, int[] slots) {
    if (values instanceof IndexVector index) {
      return placeRuns(index, row, count, times, slots);
    }
    for (int i = 0; i < count; i++) {
      long number = number(values.getLong(row + i));
      if (number < 0 || number >= length) {
        return i;
      }
      slots[i] += (int) number * times;
    }
    return count;
  }

  private int placeRuns(IndexVector values, int row, int count, int times, int[] slots) {
    if (blocks.divisor() == 1 && blocks.modulus() == Long.MAX_VALUE) {
      return placeIndices(values, row, count, times, slots);
    }
    boolean even = isEven(values);
    int placed = 0;
    while (placed < count) {
      int number = numberOf(values, row + placed);
      if (number < 0) {
        return placed;
      }
      long run = even ? evenFrom(values, row + placed, number) : sameFrom(values, row + placed);
      int end = (int) Math.min(count, placed + run);
      int slot = number * times;
      int more = even ? times : 0;
      for (int i = placed; i < end; i++) {
        slots[i] += slot;
        slot += more;
      }
      placed = end;
    }
    return placed;
  }

  /** Counts along the axis, since a division takes longer than all else for a row. */
  private int placeIndices(IndexVector values, int row, int count, int times, int[] slots) {
    long step = values.step();
    long same = values.sameFrom(row);
    long indices = values.indicesFrom(row);
    long number = number(values.getLong(row));
    long more = blocks.negated() == ascending ? -values.by() : values.by();
    long beginning = number - (values.length() - indices) * more;
    for (int i = 0; i < count; i++) {
      if (number < 0 || number >= length) {
        return i;
      }
      slots[i] += (int) number * times;
      if (--same == 0) {
        same = step;
        indices--;
        number = indices == 0 ? beginning : number + more;
        indices = indices == 0 ? values.length() : indices;
      }
    }
    return count;
  }

  @Override
  Object value(int number) {
    return ascending ? base + number : base - number;
  }
}
