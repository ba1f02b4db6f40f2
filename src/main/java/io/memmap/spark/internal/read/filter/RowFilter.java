package io.memmap.spark.internal.read.filter;

import java.io.Serializable;

/**
 * What a scan leaves out of the rows that it looks at.
 *
 * @param text of the predicate, as Spark has it, for {@code explain}
 * @param most rows that each task returns at most
 */
public record RowFilter(ValuePredicate predicate, String text, long most) implements Serializable {
  /** Leaves out nothing. */
  public static final RowFilter NONE = new RowFilter(ValuePredicate.ALL, "", Long.MAX_VALUE);

  /** Whether rows are returned without a look at their values. */
  public boolean isNone() {
    return predicate.equals(ValuePredicate.ALL);
  }
}
