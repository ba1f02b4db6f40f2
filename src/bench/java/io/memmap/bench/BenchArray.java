package io.memmap.bench;

import io.memmap.array.ScalarKind;
import java.nio.file.Path;

/**
 * A float32, float64 or uint16 array file in C order, of shape {@code (rows,)} or {@code (rows,
 * columns)}.
 *
 * @param name name of the file without its extension, and first part of the ids of its measures
 * @param columns 0 for a 1-D array
 */
record BenchArray(Path folder, String name, long rows, int columns, ScalarKind kind) {

  BenchArray(Path folder, String name, long rows, int columns) {
    this(folder, name, rows, columns, ScalarKind.FLOAT32);
  }

  /** A 1-D float32 array of at most {@code bytes} bytes. */
  static BenchArray vector(Path folder, String name, long bytes) {
    return new BenchArray(folder, name, bytes / Float.BYTES, 0);
  }

  /** A 1-D float64 array of at most {@code bytes} bytes, but one element at least. */
  static BenchArray doubles(Path folder, String name, long bytes) {
    return new BenchArray(folder, name, Math.max(1, bytes / Double.BYTES), 0, ScalarKind.FLOAT64);
  }

  /** A 1-D uint16 array of at most {@code bytes} bytes. */
  static BenchArray integers(Path folder, String name, long bytes) {
    return new BenchArray(folder, name, bytes / Short.BYTES, 0, ScalarKind.UINT16);
  }

  /** A 2-D float32 array of at most {@code bytes} bytes, but one row at least. */
  static BenchArray table(Path folder, int columns, long bytes) {
    long rows = Math.max(1, bytes / ((long) columns * Float.BYTES));
    return new BenchArray(folder, Integer.toString(columns), rows, columns);
  }

  boolean isVector() {
    return columns == 0;
  }

  Path file() {
    return folder.resolve(name + ".dat");
  }

  Path parquet(Layout layout) {
    return folder.resolve(name + "-" + layout.word() + ".parquet");
  }

  String shape() {
    return isVector() ? "(" + rows + ",)" : "(" + rows + ", " + columns + ")";
  }

  long rowBytes() {
    return (long) Math.max(1, columns) * kind.itemsize();
  }

  long bytes() {
    return rows * rowBytes();
  }

  /**
   * Index of the column that is summed. It is in the middle, since the first and last column may be
   * faster.
   */
  int summedColumn() {
    return columns / 2;
  }

  /** {@link #summedColumn} as an expression of Spark SQL. */
  String summedExpression(Layout layout) {
    if (isVector()) {
      return "value";
    }
    return layout == Layout.ARRAY ? "value[" + summedColumn() + "]" : "_c" + summedColumn();
  }
}
