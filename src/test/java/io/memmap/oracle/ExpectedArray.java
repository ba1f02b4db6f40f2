package io.memmap.oracle;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** An array as NumPy reads it: its kind, its shape and its elements as canonical bytes. */
final class ExpectedArray {
  private final NumpyKind kind;
  private final List<Integer> shape;
  private final byte[] bytes;
  private final byte[] raw;

  ExpectedArray(NumpyKind kind, List<Integer> shape, byte[] bytes) {
    this(kind, shape, bytes, new byte[0]);
  }

  /**
   * An array with its stored bytes.
   *
   * @param raw the elements as they are stored, in logical C order
   */
  ExpectedArray(NumpyKind kind, List<Integer> shape, byte[] bytes, byte[] raw) {
    this.raw = raw.clone();
    this.kind = kind;
    this.shape = List.copyOf(shape);
    this.bytes = bytes.clone();
  }

  /** The first {@code rows} rows of a 2-D array, and of these only the given columns. */
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

  /** Reads the array through the connector and asserts the same schema, structure and bits. */
  void assertReadBy(SparkSession spark, ArrayRead read) {
    LayoutOption layout = read.layout(shape.size());
    read.collect(
        spark,
        (schema, rows) -> {
          assertSchema(schema, layout);
          assertRows(rows, layout);
          return rows;
        });
  }

  void assertRows(List<Row> rows, LayoutOption layout) {
    if (layout == LayoutOption.BYTES) {
      assertBytes(rows);
      return;
    }
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

  private void assertBytes(List<Row> rows) {
    int count = shape.isEmpty() ? 1 : shape.get(0);
    int width = count == 0 ? 0 : raw.length / count;
    ByteBuffer found = ByteBuffer.allocate(raw.length);
    for (Row row : rows) {
      byte[] value = row.getAs(0);
      if (row.length() != 1 || value.length != width) {
        throw new AssertionError("a row of " + value.length + " bytes instead of " + width);
      }
      found.put(value);
    }
    int at = Arrays.mismatch(raw, found.array());
    if (rows.size() != count || at >= 0) {
      throw new AssertionError(
          "%d rows of %d bytes: byte %d differs".formatted(rows.size(), width, at));
    }
  }

  private void assertSchema(StructType actual, LayoutOption layout) {
    List<String> names = new ArrayList<>();
    List<DataType> types = new ArrayList<>();
    DataType element = kind.sparkType();
    boolean nullable = kind.nullable();
    if (layout == LayoutOption.CELLS) {
      for (int axis = 0; axis < shape.size(); axis++) {
        names.add("i" + axis);
        types.add(DataTypes.LongType);
      }
    }
    if (shape.size() == 2 && layout == LayoutOption.COLUMNS) {
      for (int column = 0; column < shape.get(1); column++) {
        names.add("_c" + column);
        types.add(element);
      }
    } else {
      names.add("value");
      DataType type = layout == LayoutOption.BYTES ? DataTypes.BinaryType : element;
      int axes = layout == LayoutOption.ARRAY ? shape.size() : 0;
      for (int axis = 1; axis < axes; axis++) {
        type = new ArrayType(type, nullable && axis == 1);
      }
      types.add(type);
      nullable &= axes <= 1 && layout != LayoutOption.BYTES;
    }
    if (!List.of(actual.fieldNames()).equals(names)) {
      throw new AssertionError("columns: " + actual.simpleString());
    }
    for (int i = 0; i < names.size(); i++) {
      StructField field = actual.fields()[i];
      boolean mayBeNull = nullable && !types.get(i).equals(DataTypes.LongType);
      if (!field.dataType().equals(types.get(i)) || field.nullable() != mayBeNull) {
        throw new AssertionError(
            "column %s: expected %s, got %s %s"
                .formatted(
                    field.name(),
                    types.get(i),
                    field.dataType(),
                    field.nullable() ? "null" : "not null"));
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
