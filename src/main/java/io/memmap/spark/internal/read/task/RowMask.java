package io.memmap.spark.internal.read.task;

import io.memmap.spark.internal.read.filter.ValuePredicate;
import io.memmap.spark.internal.read.source.ScanColumn;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** Evaluates a predicate for some rows at a time, to one bit for each row. */
final class RowMask {
  private final Node root;
  private final long[] words;

  /**
   * Evaluates a predicate.
   *
   * @param columns of the batches
   * @param rows most rows at a time, a multiple of 64
   */
  RowMask(ValuePredicate predicate, List<ScanColumn> columns, VectorFactory vectors, int rows) {
    this.words = new long[rows / Long.SIZE];
    Map<ScanColumn, Integer> ordinals = new HashMap<>();
    columns.forEach(column -> ordinals.put(column, ordinals.size()));
    this.root = node(predicate, ordinals, vectors);
  }

  private Node node(
      ValuePredicate predicate, Map<ScanColumn, Integer> ordinals, VectorFactory vectors) {
    if (predicate instanceof ValuePredicate.Within test) {
      RowMatcher values = vectors.matcher(test.column(), test.keys());
      return new Test(values, ordinals.get(test.column()));
    }
    boolean all = predicate instanceof ValuePredicate.AllOf;
    List<ValuePredicate> parts =
        predicate instanceof ValuePredicate.AllOf some
            ? some.parts()
            : ((ValuePredicate.AnyOf) predicate).parts();
    return new Joined(
        all, parts.stream().map(part -> node(part, ordinals, vectors)).toList(), words.length);
  }

  /**
   * Evaluates the predicate for rows of a batch.
   *
   * @return the number of rows that it selects
   */
  int mark(ColumnarBatch batch, int first, int count) {
    root.mark(batch, first, count, words);
    int selected = 0;
    for (int i = 0; i < used(count); i++) {
      selected += Long.bitCount(words[i]);
    }
    return selected;
  }

  private static int used(int rows) {
    return (rows + Long.SIZE - 1) / Long.SIZE;
  }

  /**
   * The positions of the rows that the last call of {@link #mark} selected.
   *
   * @param rows of that call
   */
  void positions(int rows, int[] positions) {
    int filled = 0;
    for (int i = 0; i < used(rows); i++) {
      for (long word = words[i]; word != 0; word &= word - 1) {
        positions[filled++] = i * Long.SIZE + Long.numberOfTrailingZeros(word);
      }
    }
  }

  /** The next row from {@code from} on that is selected, or that is not; {@code end} if none. */
  int next(boolean isSelected, int from, int end) {
    for (int i = from / Long.SIZE; i < used(end); i++) {
      long word = isSelected ? words[i] : ~words[i];
      long rest = i == from / Long.SIZE ? word & (-1L << from) : word;
      if (rest != 0) {
        return Math.min(end, i * Long.SIZE + Long.numberOfTrailingZeros(rest));
      }
    }
    return end;
  }

  private interface Node {
    void mark(ColumnarBatch batch, int first, int count, long[] words);
  }

  private record Test(RowMatcher values, int ordinal) implements Node {
    @Override
    public void mark(ColumnarBatch batch, int first, int count, long[] words) {
      ColumnVector column = batch.column(ordinal);
      values.mark(column, first, count, words);
    }
  }

  /** Several predicates. */
  private static final class Joined implements Node {
    private final boolean all;
    private final List<Node> parts;

    /** The words of one part. */
    private final long[] others;

    /**
     * @param all whether each of them selects a row, else at least one of them
     * @param words of the most rows at a time
     */
    Joined(boolean all, List<Node> parts, int words) {
      this.all = all;
      this.parts = parts;
      this.others = new long[words];
    }

    @Override
    public void mark(ColumnarBatch batch, int first, int count, long[] words) {
      fill(words, count);
      for (Node part : parts) {
        part.mark(batch, first, count, others);
        for (int i = 0; i < used(count); i++) {
          words[i] = all ? words[i] & others[i] : words[i] | others[i];
        }
      }
    }

    private void fill(long[] words, int count) {
      int used = used(count);
      for (int i = 0; i < used; i++) {
        words[i] = all ? -1L : 0;
      }
      words[used - 1] &= -1L >>> -count; // shifts by the lowest 6 bits: by 0 if words are full
    }
  }
}
