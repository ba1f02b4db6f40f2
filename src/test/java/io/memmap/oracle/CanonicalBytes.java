package io.memmap.oracle;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * The rows of a read as the bytes of their array: elements in logical C order, little-endian,
 * floats by their raw bits. Two arrays are equal exactly when these bytes are; {@code Row.equals}
 * takes -0.0 for 0.0 and misses a NaN inside an array.
 */
public final class CanonicalBytes {
  private final NumpyKind kind;
  private final List<Integer> shape;
  private final ByteBuffer out;

  private CanonicalBytes(NumpyKind kind, List<Integer> shape) {
    this.kind = kind;
    this.shape = shape;
    int elements = shape.stream().reduce(1, Math::multiplyExact);
    this.out = ByteBuffer.allocate(elements * kind.canonicalWidth()).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * The bytes of the rows of an array of this shape.
   *
   * @throws AssertionError if the rows have another structure
   */
  public static byte[] of(
      List<Row> rows, NumpyKind kind, List<Integer> shape, LayoutOption layout) {
    CanonicalBytes bytes = new CanonicalBytes(kind, shape);
    if (layout == LayoutOption.CELLS) {
      GoldenRows.elements(rows, shape, layout, false)
          .forEach(value -> bytes.putNested(RowFactory.create(value), shape.size()));
      return bytes.out.array();
    }
    requireLength("rows", rows.size(), shape.isEmpty() ? 1 : shape.get(0));
    for (Row row : rows) {
      if (shape.size() == 2 && layout == LayoutOption.COLUMNS) {
        bytes.putColumns(row);
      } else {
        requireLength("columns", row.length(), 1);
        bytes.putNested(row, 1);
      }
    }
    return bytes.out.array();
  }

  private void putColumns(Row row) {
    requireLength("columns", row.length(), shape.get(1));
    for (int column = 0; column < row.length(); column++) {
      kind.put(out, row.get(column));
    }
  }

  /** {@code holder} is a row with one value: an array as long as this axis, or an element. */
  private void putNested(Row holder, int axis) {
    boolean element = axis >= shape.size();
    if (holder.isNullAt(0) && !(element && kind.nullable())) {
      throw new AssertionError("a null at axis " + axis + ", where no value can be null");
    }
    if (element) {
      kind.put(out, holder.get(0));
      return;
    }
    List<Object> items = holder.getList(0);
    requireLength("length of axis " + axis, items.size(), shape.get(axis));
    for (Object item : items) {
      // A row returns inner arrays as Java lists too, on every Scala version.
      putNested(RowFactory.create(item), axis + 1);
    }
  }

  private static void requireLength(String what, int actual, int expected) {
    if (actual != expected) {
      throw new AssertionError(what + ": " + actual + " where NumPy has " + expected);
    }
  }
}
