package io.memmap.oracle;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** What NumPy says an array is: its kind, its shape and its elements as canonical bytes. */
final class ExpectedArray {
  private final NumpyKind kind;
  private final List<Integer> shape;
  private final byte[] bytes;

  ExpectedArray(NumpyKind kind, List<Integer> shape, byte[] bytes) {
    this.kind = kind;
    this.shape = List.copyOf(shape);
    this.bytes = bytes.clone();
  }

  /** The first rows of a 2-D array, and of them these columns. */
  ExpectedArray part(int rows, List<Integer> columns) {
    int width = kind.canonicalWidth();
    ByteBuffer part = ByteBuffer.allocate(rows * columns.size() * width);
    for (int row = 0; row < rows; row++) {
      for (int column : columns) {
        part.put(bytes, (row * shape.get(1) + column) * width, width);
      }
    }
    return new ExpectedArray(kind, List.of(rows, columns.size()), part.array());
  }

  /** Reads through the connector and compares schema, structure and every bit. */
  void assertReadBy(SparkSession spark, ArrayRead read) {
    Dataset<Row> rows = read.load(spark);
    Layout layout = read.layout(shape.size());
    assertSchema(rows.schema(), layout);
    assertRows(rows.collectAsList(), layout);
  }

  void assertRows(List<Row> rows, Layout layout) {
    byte[] actual = CanonicalBytes.of(rows, kind, shape, layout);
    int at = Arrays.mismatch(bytes, actual);
    if (at >= 0) {
      int width = kind.canonicalWidth();
      int element = at / width;
      throw new AssertionError(
          "element %s of %s %s: NumPy has %s, Spark %s (hex, little-endian)"
              .formatted(
                  indexOf(element),
                  kind.numpyName(),
                  shape,
                  hex(bytes, element * width),
                  hex(actual, element * width)));
    }
  }

  private void assertSchema(StructType actual, Layout layout) {
    String[] names = {"value"};
    DataType type = kind.sparkType();
    if (shape.size() == 2 && layout == Layout.COLUMNS) {
      names = new String[shape.get(1)];
      Arrays.setAll(names, column -> "_c" + column);
    } else {
      for (int axis = 1; axis < shape.size(); axis++) {
        type = new ArrayType(type, false);
      }
    }
    if (!Arrays.equals(actual.fieldNames(), names)) {
      throw new AssertionError("columns: " + actual.simpleString());
    }
    for (StructField field : actual.fields()) {
      if (!field.dataType().equals(type) || field.nullable()) {
        throw new AssertionError(
            "column %s: expected %s not null, got %s %s"
                .formatted(
                    field.name(), type, field.dataType(), field.nullable() ? "null" : "not null"));
      }
    }
  }

  private String hex(byte[] source, int from) {
    return HexFormat.of().formatHex(source, from, from + kind.canonicalWidth());
  }

  private List<Integer> indexOf(int element) {
    Integer[] index = new Integer[shape.size()];
    int rest = element;
    for (int axis = shape.size() - 1; axis >= 0; axis--) {
      index[axis] = rest % shape.get(axis);
      rest /= shape.get(axis);
    }
    return Arrays.asList(index);
  }
}
