package io.memmap.bench;

import java.util.List;
import java.util.Locale;

/** What is asked of an array. */
enum Question {
  /** The sum of {@code 2 * x + 1} over one column, or over all of a 1-D array. */
  SUM("sum of 2*x+1 over one column"),

  /** Every cell becomes part of a row that Spark hands on, and nobody keeps it. */
  ROWS("all cells to rows, thrown away (format noop)"),

  /** The sum of one column, or of all of a 1-D array, which a kernel may make. */
  AGGREGATE("sum of one column"),

  /** All rows are read from the array and written elsewhere. */
  WRITE("all rows read and written"),

  /** As {@link #WRITE}, and every row goes to another place, which a column says. */
  PERMUTED("all rows read and written, to the place that a column says");

  /** Questions of the read benchmark. */
  static final List<Question> READS = List.of(SUM, ROWS);

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
    return this == SUM || this == AGGREGATE
        ? array.rows()
        : array.bytes() / array.kind().itemsize();
  }
}
