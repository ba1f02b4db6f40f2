package io.memmap.examples;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;

/**
 * Formats rows of integers as NumPy's {@code print(a)} does for a 2-D array: right-aligned; of
 * arrays with more than 1000 elements, only the first and last three rows and columns are shown.
 */
final class NumPyText {
  private static final int THRESHOLD = 1000;
  private static final int EDGE = 3;

  private NumPyText() {}

  static String of(List<Row> rows) {
    boolean summarized = (long) rows.size() * rows.get(0).size() > THRESHOLD;
    List<Integer> lines = shown(rows.size(), summarized);
    List<Integer> cells = shown(rows.get(0).size(), summarized);
    int width =
        lines.stream()
            .filter(i -> i >= 0)
            .flatMap(i -> cells.stream().filter(j -> j >= 0).map(j -> text(rows.get(i), j)))
            .mapToInt(String::length)
            .max()
            .orElse(1);
    return lines.stream()
        .map(i -> i < 0 ? "..." : line(rows.get(i), cells, width))
        .collect(joining("\n ", "[", "]"));
  }

  /** The indices that are shown of one axis; -1 is the gap. */
  private static List<Integer> shown(int length, boolean summarized) {
    if (!summarized || length <= 2 * EDGE) {
      return IntStream.range(0, length).boxed().toList();
    }
    List<Integer> indices = new ArrayList<>(List.of(0, 1, 2, -1));
    IntStream.range(length - EDGE, length).forEach(indices::add);
    return indices;
  }

  private static String line(Row row, List<Integer> cells, int width) {
    return cells.stream()
        .map(j -> j < 0 ? "..." : String.format(Locale.ROOT, "%" + width + "s", text(row, j)))
        .collect(joining(" ", "[", "]"));
  }

  private static String text(Row row, int column) {
    return row.get(column).toString();
  }
}
