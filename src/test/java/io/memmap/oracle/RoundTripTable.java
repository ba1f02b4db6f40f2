package io.memmap.oracle;

import io.memmap.oracle.RoundTripCell.Setting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table of the number of files of each combination that were read and saved again; an empty cell
 * was not tested.
 */
final class RoundTripTable {
  private final Map<RoundTripCell, Integer> counts = new HashMap<>();

  void count(RoundTripCell cell) {
    counts.merge(cell, 1, Integer::sum);
  }

  List<RoundTripCell> emptyCells() {
    return RoundTripCell.all().stream()
        .filter(cell -> cell.exists() && !counts.containsKey(cell))
        .toList();
  }

  private int total() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  private int slices() {
    return counts.entrySet().stream()
        .filter(entry -> entry.getKey().sliced())
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  String render() {
    StringBuilder table = new StringBuilder();
    line(table, "order", Setting::order);
    line(table, "layout", setting -> setting.layout().option().substring(0, 3));
    line(table, "access", Setting::access);
    line(table, "dimensions", setting -> dimensions(String::valueOf));
    for (String dtype : RoundTripCell.dtypes()) {
      line(table, dtype, setting -> counts(dtype, setting, false));
      line(table, "  sliced", setting -> counts(dtype, setting, true));
    }
    return table
        + """
        dtypes: kind and byte order, |: none, the items are single bytes
        dimensions 0-5 of the file's array; col, arr, cel, byt: layout columns, array, cells, bytes
        1-9, + arrays with elements (+: ten or more); . none: not covered
        - n/a: layout=columns is an error for more than 2 dimensions, unless a slice leaves 0-2
        slices: %,d of %,d (%d %%)
        """
            .formatted(slices(), total(), 100 * slices() / Math.max(1, total()));
  }

  private String counts(String dtype, Setting setting, boolean sliced) {
    return dimensions(count -> symbol(new RoundTripCell(dtype, setting, count, sliced)));
  }

  private static String dimensions(IntFunction<String> text) {
    return IntStream.rangeClosed(0, RoundTripCell.MOST_DIMENSIONS)
        .mapToObj(text)
        .collect(Collectors.joining());
  }

  private String symbol(RoundTripCell cell) {
    int count = counts.getOrDefault(cell, 0);
    if (count == 0) {
      return cell.exists() ? "." : "-";
    }
    return count > 9 ? "+" : Integer.toString(count);
  }

  private static void line(StringBuilder table, String label, Function<Setting, String> text) {
    table.append(
        Setting.all().stream()
            .map(setting -> "%-6s".formatted(text.apply(setting)))
            .collect(Collectors.joining(" ", "%-10s ".formatted(label), ""))
            .stripTrailing());
    table.append('\n');
  }
}
