package io.memmap.spark.internal.options;

/** Values of option {@code layout} of a write: how rows fill the array. */
public enum WriteLayout {
  /** Columns of scalars, side by side. */
  COLUMNS,
  /** One column of nested arrays or vectors. */
  ARRAY,
  /** One element for each row: its indices {@code i0, i1, ...} and its value. */
  CELLS
}
