package io.memmap.storage;

import io.memmap.array.ArrayView;
import io.memmap.array.ByteRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Groups columns that are best shown by one window. The columns of C rows lie inside one row and
 * become one span; those of F order lie far apart and stay alone. Columns without bytes are in
 * none.
 */
final class RowSpans {
  private RowSpans() {}

  /**
   * Spans of the columns, in the order of the file.
   *
   * @param widestGap bytes between two columns of a row that may be taken along
   */
  static List<RowSpan> of(List<ArrayView> columns, long widestGap) {
    List<RowSpan> spans = new ArrayList<>();
    RowSpan open = null;
    for (RowSpan next : sorted(columns)) {
      if (open != null && joins(open, next, widestGap)) {
        open = joined(open, next);
      } else {
        if (open != null) {
          spans.add(open);
        }
        open = next;
      }
    }
    if (open != null) {
      spans.add(open);
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

  private static boolean joins(RowSpan open, RowSpan next, long widestGap) {
    ByteRange both = open.firstRow().cover(next.firstRow());
    return open.stride() == next.stride()
        && next.firstRow().start() - open.firstRow().end() <= widestGap
        && both.length() <= Math.min(WindowPlan.LONGEST_WINDOW, Math.abs(open.stride()));
  }

  private static RowSpan joined(RowSpan open, RowSpan next) {
    List<Integer> columns = new ArrayList<>(open.columns());
    columns.addAll(next.columns());
    return new RowSpan(columns, open.firstRow().cover(next.firstRow()), open.stride());
  }
}
