package io.memmap.spark.internal.options;

import java.util.Locale;

/** How a row of the array looks as a row of the DataFrame. */
public enum ArrayLayout {
  /** A column per index of the second axis; {@code value} for 1-D. */
  COLUMNS,
  /** One column of nested arrays. */
  ARRAY,
  /** A row per element: its indices and its value. */
  CELLS,
  /** One binary column with the row's bytes. */
  BYTES;

  /** The user's word. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
