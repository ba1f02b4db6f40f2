package io.memmap.spark.internal.options;

/** How the rows of a DataFrame fill an array. */
public enum WriteLayout {
  /** Scalar columns side by side. */
  COLUMNS,
  /** One column of nested arrays or vectors. */
  ARRAY,
  /** Single elements: their indices {@code i0, i1, ...} and the value. */
  CELLS
}
