package io.memmap.storage.window;

import io.memmap.array.ArrayView;
import io.memmap.storage.file.ReadCosts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Row arrays that no single window can show. Rows of C order are cut along their outer axes into
 * parts that fit a window each; a buffer can hold no such row.
 */
public final class WideRows {
  /**
   * With at most so many parts of 2 GiB, other scans of the process have room for their mappings.
   */
  private static final int MOST_PARTS = WindowPlan.MOST_MAPPINGS;

  private WideRows() {}

  /**
   * The column itself if its rows fit a window, else its parts along the second axis: slices of
   * {@link #indicesPerPart} indices, or where not even one index fits, the parts of each index.
   */
  public static List<ArrayView> parts(ArrayView column) {
    if (inOnePiece(column)) {
      return List.of(column);
    }
    List<ArrayView> parts = new ArrayList<>();
    long length = column.shape().length(1);
    long perPart = indicesPerPart(column);
    for (long from = 0; from < length; from += Math.max(1, perPart)) {
      if (perPart > 0) {
        parts.add(column.slice(1, from, Math.min(length, from + perPart)));
      } else {
        parts.addAll(parts(column.at(1, from)));
      }
    }
    return parts;
  }

  /** Indices of the second axis that one part holds; 0 if a single one fills several parts. */
  public static long indicesPerPart(ArrayView column) {
    return WindowPlan.LONGEST_WINDOW / Math.abs(column.stride(1));
  }

  /** Whether rows fit a window as they are. */
  public static boolean fit(ArrayView column) {
    return column.rank() < 2 || column.firstRow().length() <= WindowPlan.LONGEST_WINDOW;
  }

  /** Why rows of the column can't be shown at these costs, and what to do; nothing if they can. */
  public static Optional<String> refusal(ArrayView column, ReadCosts costs) {
    if (column.dtype().itemsize() > WindowPlan.LONGEST_WINDOW) {
      return Optional.of(
          ("an element of " + column.dtype().itemsize() + " bytes does not fit a window of 2 GiB; ")
              + "read it in several fields");
    }
    long bytes = column.rowBytes();
    if (interleave(column) || !costs.mapped()) {
      return bytes <= WindowPlan.LONGEST_WINDOW
          ? Optional.empty()
          : Optional.of(
              ("a row of " + bytes + " bytes does not fit a buffer of 2 GiB; ")
                  + (interleave(column)
                      ? "only layout=columns of a 2-D shape can read it in order F"
                      : costs.ahead() > 0
                          ? "read a part of each row by the option slice"
                          : "use access=mmap"));
    }
    return fit(column) || bytes / WindowPlan.LONGEST_WINDOW < MOST_PARTS / 2
        ? Optional.empty()
        : Optional.of(
            ("a row of " + bytes + " bytes needs too many windows of 2 GiB; ")
                + "give a shape in which the first two axes are one");
  }

  /** Whether a single window shows all of a row. */
  public static boolean inOnePiece(ArrayView column) {
    return fit(column) || interleave(column);
  }

  private static boolean interleave(ArrayView column) {
    return column.firstRow().length() > Math.abs(column.stride(0));
  }
}
