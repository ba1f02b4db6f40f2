package io.memmap.bench;

import java.util.List;
import java.util.Locale;

/** The query that a measure runs. */
enum Question {
  /** The sum of {@code 2 * x + 1} over one column, or over all elements of a 1-D array. */
  SUM("sum of 2*x+1 over one column"),

  /** Every cell becomes a part of a Spark row; the rows are discarded. */
  ROWS("all cells to rows, discarded (format noop)"),

  /** The sum of one column, or of all elements of a 1-D array; a kernel may compute it. */
  AGGREGATE("sum of one column"),

  /** All rows are read and written to another file. */
  WRITE("all rows read and written"),

  /** Like {@link #WRITE}, but a column says to which index each row is written. */
  PERMUTED("all rows read and written, in the order that a column gives"),

  /** See {@link ArrayQuestion}, as are those below. */
  COUNT("elements greater than 0.5 are counted"),
  AVERAGE("average of one column where another is greater than 0.5"),
  SELECTION("the rows whose fourth column is greater than 0.99, discarded (format noop)"),
  ALL("all rows, selected by a predicate and discarded (format noop)"),
  EXTREMES("sum, minimum and maximum"),
  DEVIATION("standard deviation of each column"),
  PRODUCT("sum of the products of two columns"),
  MEANS("mean of each column, a.mean(axis=0)"),
  TOTALS("mean of each column, one function for each"),
  HISTOGRAM("number of elements of each value"),
  NORMS("sum of the norms of all rows");

  /** The questions of the read benchmark. */
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

  /** Number of cells that the answer depends on. Only their bytes count as read. */
  long cells(BenchArray array) {
    return this == SUM || this == AGGREGATE
        ? array.rows()
        : array.bytes() / array.kind().itemsize();
  }
}
