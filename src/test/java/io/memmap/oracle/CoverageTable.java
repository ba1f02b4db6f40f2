package io.memmap.oracle;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A table of the number of reads in each cell; a cell without reads was not tested. */
final class CoverageTable {
  private final Map<CoverageCell, Integer> counts = new HashMap<>();

  void count(CoverageCell cell) {
    counts.merge(cell, 1, Integer::sum);
  }

  List<CoverageCell> emptyCells() {
    return CoverageCell.all().stream()
        .filter(cell -> cell.exists() && !counts.containsKey(cell))
        .toList();
  }

  String render() {
    StringBuilder table = new StringBuilder();
    line(table, "order", CoverageCell.Setting::order);
    line(table, "layout", setting -> setting.layout().option().substring(0, 3));
    line(table, "access", CoverageCell.Setting::access);
    line(table, "dimensions", setting -> shapeClasses(ShapeClass::symbol));
    for (DTypeVariant dtype : DTypeVariant.all()) {
      line(table, dtype.toString(), setting -> counts(dtype, setting));
    }
    return table
        + """
        dimensions 0-4, w: 2 with 65 to 100 columns, W: 2 with more than 100
        col, arr, cel, byt: layout columns, array, cells, bytes
        1-9, + reads (+: ten or more); . none: not covered
        - n/a: layout=columns is an error for 3 and more dimensions;
               the other layouts have no width
        """;
  }

  private String counts(DTypeVariant dtype, CoverageCell.Setting setting) {
    return shapeClasses(shapeClass -> symbol(new CoverageCell(dtype, setting, shapeClass)));
  }

  private static String shapeClasses(Function<ShapeClass, String> text) {
    return Arrays.stream(ShapeClass.values()).map(text).collect(Collectors.joining());
  }

  private String symbol(CoverageCell cell) {
    int count = counts.getOrDefault(cell, 0);
    if (count == 0) {
      return cell.exists() ? "." : "-";
    }
    return count > 9 ? "+" : Integer.toString(count);
  }

  private static void line(
      StringBuilder table, String label, Function<CoverageCell.Setting, String> text) {
    table.append(
        CoverageCell.Setting.all().stream()
            .map(setting -> "%-7s".formatted(text.apply(setting)))
            .collect(Collectors.joining(" ", "%-12s ".formatted(label), ""))
            .stripTrailing());
    table.append('\n');
  }
}
