package io.memmap.bench;

import java.util.Locale;

/** How a row of a table looks to Spark. */
enum Layout {
  COLUMNS,
  ARRAY;

  /** As the option {@code layout} and the names of contenders spell it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
