package io.memmap.oracle;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** The elements of an array in C order, from the rows of a read in any layout but {@code bytes}. */
final class GoldenRows {
  private final List<Integer> shape;
  private final List<Object> elements = new ArrayList<>();

  private GoldenRows(List<Integer> shape) {
    this.shape = shape;
  }

  /**
   * The elements of the rows.
   *
   * @param structured whether the columns of a 1-D array are the fields of its elements
   * @throws AssertionError if the rows do not have the structure of the shape
   */
  static List<Object> elements(
      List<Row> rows, List<Integer> shape, LayoutOption layout, boolean structured) {
    GoldenRows golden = new GoldenRows(shape);
    if (layout == LayoutOption.CELLS) {
      return golden.cells(rows);
    }
    requireLength("rows", rows.size(), shape.isEmpty() ? 1 : shape.get(0));
    for (Row row : rows) {
      if (layout == LayoutOption.ARRAY || (shape.size() < 2 && !structured)) {
        requireLength("columns", row.length(), 1);
        golden.addNested(row, 1);
      } else if (shape.size() < 2) {
        golden.elements.add(row);
      } else {
        requireLength("columns", row.length(), shape.get(1));
        for (int column = 0; column < row.length(); column++) {
          golden.elements.add(row.get(column));
        }
      }
    }
    return golden.elements;
  }

  /** {@code holder} is a row with one value: an array as long as this axis, or an element. */
  private void addNested(Row holder, int axis) {
    if (axis >= shape.size()) {
      elements.add(holder.get(0));
      return;
    }
    List<Object> items = holder.getList(0);
    requireLength("length of axis " + axis, items.size(), shape.get(axis));
    items.forEach(item -> addNested(RowFactory.create(item), axis + 1));
  }

  /**
   * The elements of rows in {@code layout=cells}, which must be in C order and have the right
   * indices.
   */
  private List<Object> cells(List<Row> rows) {
    requireLength("rows", rows.size(), shape.stream().reduce(1, Math::multiplyExact));
    for (int cell = 0; cell < rows.size(); cell++) {
      Row row = rows.get(cell);
      requireLength("columns", row.length(), shape.size() + 1);
      int rest = cell;
      for (int axis = shape.size() - 1; axis >= 0; axis--) {
        if (row.getLong(axis) != rest % shape.get(axis)) {
          throw new AssertionError("cell %d is %s".formatted(cell, row));
        }
        rest /= shape.get(axis);
      }
      elements.add(row.get(shape.size()));
    }
    return elements;
  }

  private static void requireLength(String what, int actual, int expected) {
    if (actual != expected) {
      throw new AssertionError(what + ": " + actual + " where NumPy has " + expected);
    }
  }
}
