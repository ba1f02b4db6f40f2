package io.memmap.spark.internal.read;

import io.memmap.array.OneLine;
import org.apache.spark.sql.connector.expressions.filter.Predicate;

/** Errors of queries whose rows stand for ranges of rows. */
final class RangeErrors {
  private RangeErrors() {}

  /** Spark would compare only the first row of each range. */
  static IllegalArgumentException notARange(Predicate predicate) {
    return new IllegalArgumentException(
        OneLine.of(
            "predicate "
                + predicate.describe()
                + ": each row stands for a range of rows of the array (layout=ranges or rangeRows),"
                + " and this selects no ranges; compare the row index alone with literals by =, <,"
                + " <=, >, >=, BETWEEN or IN, or select the rows in the function that gets them"));
  }
}
