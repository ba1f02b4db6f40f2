package io.memmap.spark.internal.options;

import java.util.Locale;

/** Values of option {@code layout} of a read: what a row of the DataFrame is. */
public enum ArrayLayout {
  /** A column for each index of the second axis; column {@code value} for 1-D arrays. */
  COLUMNS,
  /** One column of nested arrays. */
  ARRAY,
  /** A row for each element: its indices and its value. */
  CELLS,
  /** One binary column with the bytes of a row, or of a block of rows, in order C. */
  BYTES,
  /** A row for each range of rows: where it lies, for a program that maps the file itself. */
  RANGES;

  /** The value as users write it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
