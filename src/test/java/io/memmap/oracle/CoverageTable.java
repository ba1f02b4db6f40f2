package io.memmap.oracle;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How many reads each cell had, as a table; an empty cell is a hole in the test. */
final class CoverageTable {
  private final Map<Cell, Integer> counts = new HashMap<>();

  void count(Cell cell) {
    counts.merge(cell, 1, Integer::sum);
  }

  List<Cell> emptyCells() {
    return Cell.all().stream().filter(cell -> cell.exists() && !counts.containsKey(cell)).toList();
  }

  String render() {
    StringBuilder table = new StringBuilder();
    line(table, "order", Cell.Setting::order);
    line(table, "layout", setting -> setting.layout().option().substring(0, 3));
    line(table, "access", Cell.Setting::access);
    line(table, "dimensions", setting -> forms(Form::symbol));
    for (DTypeVariant dtype : DTypeVariant.all()) {
      line(table, dtype.toString(), setting -> counts(dtype, setting));
    }
    return table
        + """
        dimensions 0-4, w: 2 with 65 to 100 columns, W: 2 with more than 100
        col, arr, cel, byt: layout columns, array, cells, bytes
        1-9, + reads (+: ten or more); . none, a hole
        - n/a: layout columns has no form for 3 and more dimensions and is refused there;
               the others have no width
        """;
  }

  private String counts(DTypeVariant dtype, Cell.Setting setting) {
    return forms(form -> symbol(new Cell(dtype, setting, form)));
  }

  private static String forms(Function<Form, String> text) {
    return Arrays.stream(Form.values()).map(text).collect(Collectors.joining());
  }

  private String symbol(Cell cell) {
    int count = counts.getOrDefault(cell, 0);
    if (count == 0) {
      return cell.exists() ? "." : "-";
    }
    return count > 9 ? "+" : Integer.toString(count);
  }

  private static void line(StringBuilder table, String label, Function<Cell.Setting, String> text) {
    table.append(
        Cell.Setting.all().stream()
            .map(setting -> "%-7s".formatted(text.apply(setting)))
            .collect(Collectors.joining(" ", "%-12s ".formatted(label), ""))
            .stripTrailing());
    table.append('\n');
  }
}
