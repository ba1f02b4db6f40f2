package io.memmap.oracle;

import java.util.Locale;

/** The values of the option {@code layout}. */
public enum LayoutOption {
  COLUMNS,
  ARRAY,
  CELLS,
  BYTES;

  public String option() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The default layout of an array with this number of dimensions. */
  public static LayoutOption byDefault(int dimensions) {
    return dimensions > 2 ? ARRAY : COLUMNS;
  }

  /** Whether this layout supports arrays with this number of dimensions. */
  public boolean fits(int dimensions) {
    return this != COLUMNS || dimensions <= 2;
  }
}
