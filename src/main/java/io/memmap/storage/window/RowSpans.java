package io.memmap.storage.window;

import io.memmap.array.ArrayView;
import io.memmap.array.ByteRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Groups columns that are best shown by one window. The columns of C rows lie inside one row and
 * become one span; those of F order lie far apart and stay alone. Columns without bytes belong to
 * no span.
 */
final class RowSpans {
  private RowSpans() {}

  /**
   * Spans of the columns, in the order of the file.
   *
   * @param widestGap most unused bytes between two columns of a span
   */
  static List<RowSpan> of(List<ArrayView> columns, long widestGap) {
    List<RowSpan> spans = new ArrayList<>();
    List<Integer> together = new ArrayList<>(); // the columns of the span that still grows
    ByteRange firstRow = null;
    long stride = 0;
    for (RowSpan next : sorted(columns)) {
      if (firstRow != null && joins(firstRow, stride, next, widestGap)) {
        firstRow = firstRow.cover(next.firstRow());
      } else {
        if (firstRow != null) {
          spans.add(new RowSpan(together, firstRow, stride));
          together.clear();
        }
        firstRow = next.firstRow();
        stride = next.stride();
      }
      together.addAll(next.columns());
    }
    if (firstRow != null) {
      spans.add(new RowSpan(together, firstRow, stride));
    }
    return spans;
  }

  private static List<RowSpan> sorted(List<ArrayView> columns) {
    return IntStream.range(0, columns.size())
        .mapToObj(i -> single(i, columns.get(i)))
        .filter(span -> span.width() > 0)
        .sorted(Comparator.comparingLong(span -> span.firstRow().start()))
        .toList();
  }

  private static RowSpan single(int index, ArrayView column) {
    return new RowSpan(List.of(index), column.firstRow(), column.stride(0));
  }

  private static boolean joins(ByteRange firstRow, long stride, RowSpan next, long widestGap) {
    return stride == next.stride()
        && next.firstRow().start() - firstRow.end() <= widestGap
        && firstRow.cover(next.firstRow()).length()
            <= Math.min(WindowPlan.LONGEST_WINDOW, Math.abs(stride));
  }
}
