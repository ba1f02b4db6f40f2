package io.memmap.spark.internal.vector;

import io.memmap.array.ArrayView;
import io.memmap.array.ByteRange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.types.DataType;

/**
 * Copies of the values of some rows, and vectors that show them. A copied row has the bytes from
 * its lowest to its highest, or where rows interleave or have wide gaps, its elements in C order.
 * Columns whose values lie next to each other in each row are copied together.
 */
public final class SelectedValues {
  /**
   * A column of stored values.
   *
   * @param view first axis is the rows; with the strides of memory; its offset counts only beside
   *     those of other columns
   * @param type as for {@link Vectors#of}
   * @param label as for {@link Vectors#of}
   */
  public record Column(ArrayView view, DataType type, String label) {}

  /** Bytes that are copied with each row, from an offset in the row to one in the copy. */
  private record Piece(long from, long to, int width) {}

  private final List<StridedVector> vectors = new ArrayList<>();

  /** Where each column's first element lies in the copy of a row. */
  private final List<Long> firstElements = new ArrayList<>();

  private final List<Piece> pieces = new ArrayList<>();
  private final int rowBytes;
  private long memory;

  /**
   * Copies of columns.
   *
   * @param columns one, or several {@link #neighbours neighbours}
   */
  public SelectedValues(List<Column> columns) {
    this.rowBytes = Math.toIntExact(rowBytes(columns));
    if (isWhole(columns.get(0).view())) {
      addWholeRows(columns);
    } else {
      addElements(columns.get(0));
    }
  }

  /** Bytes of a copied row of columns, which are one, or several neighbours. */
  public static long rowBytes(List<Column> columns) {
    ArrayView first = columns.get(0).view();
    return isWhole(first) ? firstRow(columns).length() : first.rowBytes();
  }

  /**
   * Groups columns that are copied together: the bytes from the lowest to the highest one of them
   * all, if rows have the same stride and do not interleave, and few bytes between are of no use.
   *
   * @param columns of one window, whose offsets say where they lie beside each other
   * @return positions in the list, each of them once
   */
  public static List<List<Integer>> neighbours(List<Column> columns) {
    List<List<Integer>> groups = new ArrayList<>();
    ByteRange row = null;
    long wanted = 0;
    long stride = 0;
    for (int next : byAddress(columns)) {
      ArrayView view = columns.get(next).view();
      ByteRange joined = row == null ? view.firstRow() : row.cover(view.firstRow());
      long most = Math.min(Math.abs(stride), 2 * (wanted + view.rowBytes()));
      boolean joins =
          row != null && isWhole(view) && view.stride(0) == stride && joined.length() <= most;
      if (!joins) {
        groups.add(new ArrayList<>());
        joined = view.firstRow();
        wanted = 0;
        stride = view.stride(0);
      }
      groups.get(groups.size() - 1).add(next);
      row = isWhole(view) ? joined : null;
      wanted += view.rowBytes();
    }
    return groups;
  }

  private static List<Integer> byAddress(List<Column> columns) {
    return IntStream.range(0, columns.size())
        .boxed()
        .sorted(Comparator.comparingLong(i -> columns.get(i).view().firstRow().start()))
        .toList();
  }

  private static ByteRange firstRow(List<Column> columns) {
    ByteRange row = columns.get(0).view().firstRow();
    for (Column column : columns) {
      row = row.cover(column.view().firstRow());
    }
    return row;
  }

  private static boolean isWhole(ArrayView view) {
    long most = Math.min(Math.abs(view.stride(0)), 2 * view.rowBytes());
    return view.rank() == 1 || view.firstRow().length() <= most;
  }

  private void addWholeRows(List<Column> columns) {
    long start = firstRow(columns).start();
    for (Column column : columns) {
      ArrayView view = column.view();
      long[] strides = view.strides();
      strides[0] = rowBytes;
      vectors.add(Vectors.of(view.laidOut(0, strides), column.type(), column.label()));
      firstElements.add(view.offset() - start);
    }
    pieces.add(new Piece(start - columns.get(0).view().offset(), 0, rowBytes));
  }

  private void addElements(Column column) {
    ArrayView view = column.view();
    int itemsize = view.dtype().itemsize();
    long[] strides = view.strides();
    long bytes = itemsize;
    for (int axis = view.rank() - 1; axis > 0; axis--) {
      strides[axis] = bytes;
      bytes *= view.shape().length(axis);
    }
    strides[0] = bytes;
    ArrayView copies = view.laidOut(0, strides);
    ArrayView rows = view.movedTo(0);
    for (long i = 0; i < view.rowElements(); i++) {
      pieces.add(new Piece(rows.position(i), copies.position(i), itemsize));
    }
    vectors.add(Vectors.of(copies, column.type(), column.label()));
    firstElements.add(0L);
  }

  /** The copies of each column, once they have memory. */
  public List<StridedVector> vectors() {
    return Collections.unmodifiableList(vectors);
  }

  /** Takes memory for copies, which the caller owns. */
  public void moveTo(long address) {
    memory = address;
    for (int i = 0; i < vectors.size(); i++) {
      vectors.get(i).moveTo(address + firstElements.get(i));
    }
  }

  /**
   * Copies rows.
   *
   * @param source shows the first column
   * @param first row of it that position 0 is
   * @param positions of the rows, in ascending order
   * @param count of the positions, at least 1
   * @param at number of copied rows before these
   */
  public void copy(StridedVector source, int first, int[] positions, int count, int at) {
    int[] done = {0, 0}; // positions, and rows of the runs before
    source.runs(
        first,
        positions[count - 1] + 1,
        (address, stride, length) -> {
          int begin = done[0];
          int end = begin;
          while (end < count && positions[end] < done[1] + length) {
            end++;
          }
          copyRun(address, stride, positions, begin, end, done[1], at + begin);
          done[0] = end;
          done[1] += length;
        });
  }

  private void copyRun(
      long address, long stride, int[] positions, int begin, int end, int base, int at) {
    long to = memory + (long) at * rowBytes;
    for (Piece piece : pieces) {
      RowCopies.copy(
          address + piece.from,
          stride,
          positions,
          begin,
          end,
          base,
          to + piece.to,
          rowBytes,
          piece.width);
    }
  }
}
