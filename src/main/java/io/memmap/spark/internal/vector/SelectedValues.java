package io.memmap.spark.internal.vector;

import io.memmap.array.ArrayView;
import io.memmap.array.ByteRange;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.DataType;

/**
 * Copies of the values of some rows, and a vector that shows them. A copied row has the bytes from
 * its lowest to its highest, or where rows interleave or have wide gaps, its elements in C order.
 */
public final class SelectedValues {
  /** Bytes that are copied with each row, from an offset in the row to one in the copy. */
  private record Piece(long from, long to, int width) {}

  private final StridedVector vector;
  private final List<Piece> pieces;
  private final int rowBytes;
  private final long firstElement;
  private long memory;

  private SelectedValues(
      StridedVector vector, List<Piece> pieces, int rowBytes, long firstElement) {
    this.vector = vector;
    this.pieces = pieces;
    this.rowBytes = rowBytes;
    this.firstElement = firstElement;
  }

  /**
   * Copies of a column of stored values.
   *
   * @param view first axis is the rows; with the strides of memory; its offset is ignored
   * @param type as for {@link Vectors#of}
   * @param label as for {@link Vectors#of}
   */
  public static SelectedValues of(ArrayView view, DataType type, String label) {
    return isWhole(view) ? ofWholeRows(view, type, label) : ofElements(view, type, label);
  }

  /** Bytes of a copied row. */
  public static long rowBytes(ArrayView view) {
    return isWhole(view) ? view.firstRow().length() : view.rowBytes();
  }

  private static boolean isWhole(ArrayView view) {
    long most = Math.min(Math.abs(view.stride(0)), 2 * view.rowBytes());
    return view.rank() == 1 || view.firstRow().length() <= most;
  }

  private static SelectedValues ofWholeRows(ArrayView view, DataType type, String label) {
    ByteRange row = view.movedTo(0).firstRow();
    int width = Math.toIntExact(row.length());
    long[] strides = view.strides();
    strides[0] = width;
    return new SelectedValues(
        Vectors.of(view.laidOut(0, strides), type, label),
        List.of(new Piece(row.start(), 0, width)),
        width,
        -row.start());
  }

  private static SelectedValues ofElements(ArrayView view, DataType type, String label) {
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
    List<Piece> pieces = new ArrayList<>();
    for (long i = 0; i < view.rowElements(); i++) {
      pieces.add(new Piece(rows.position(i), copies.position(i), itemsize));
    }
    return new SelectedValues(Vectors.of(copies, type, label), pieces, Math.toIntExact(bytes), 0);
  }

  /** The copies, once they have memory. */
  public StridedVector vector() {
    return vector;
  }

  /** Takes memory for copies, which the caller owns. */
  public void moveTo(long address) {
    memory = address;
    vector.moveTo(address + firstElement);
  }

  /**
   * Copies rows.
   *
   * @param source shows the column
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
