package io.memmap.oracle;

import java.util.Locale;

/** How rows look: the values of the option {@code layout}. */
public enum Layout {
  COLUMNS,
  ARRAY,
  CELLS,
  BYTES;

  public String option() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What an array of so many dimensions gets without the option. */
  public static Layout byDefault(int dimensions) {
    return dimensions > 2 ? ARRAY : COLUMNS;
  }

  /** Whether this layout has a form for arrays of so many dimensions. */
  public boolean fits(int dimensions) {
    return this != COLUMNS || dimensions <= 2;
  }
}
