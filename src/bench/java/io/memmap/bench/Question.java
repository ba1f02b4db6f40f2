package io.memmap.bench;

import java.util.Locale;

/** What is asked of an array. */
enum Question {
  /** The sum of {@code 2 * x + 1} over one column, or over all of a 1-D array. */
  SUM("sum of 2*x+1 over one column"),

  /** Every cell becomes part of a row that Spark hands on, and nobody keeps it. */
  ROWS("all cells to rows, thrown away (format noop)");

  private final String title;

  Question(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Cells that the answer depends on; only their bytes count as read. */
  long cells(BenchArray array) {
    return this == SUM ? array.rows() : array.bytes() / Float.BYTES;
  }
}
