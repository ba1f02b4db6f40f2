package io.memmap.bench;

import java.util.Locale;

/** How a row of a table becomes columns of Spark. */
enum Layout {
  COLUMNS,
  ARRAY;

  /** The value of option {@code layout}, which is also a part of the contenders' names. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
