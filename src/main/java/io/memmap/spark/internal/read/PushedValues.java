package io.memmap.spark.internal.read;

import io.memmap.spark.internal.read.filter.RowFilter;
import io.memmap.spark.internal.read.filter.ValuePredicate;
import io.memmap.spark.internal.read.filter.ValueTranslator;
import io.memmap.spark.internal.read.source.LeftToSpark;
import io.memmap.spark.internal.read.source.ScanColumn;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.connector.expressions.filter.Predicate;

/** The predicates on stored values that a scan has accepted so far. */
final class PushedValues {
  private final List<ScanColumn> known;
  private final List<ValuePredicate> predicates = new ArrayList<>();
  private final List<String> texts = new ArrayList<>();
  private long most = Long.MAX_VALUE;

  /**
   * @param known all columns that predicates may name
   */
  PushedValues(List<ScanColumn> known) {
    this.known = known;
  }

  /** Removes those predicates that it accepts from a list, and returns them. */
  List<Predicate> take(List<Predicate> offered) {
    ValueTranslator translator = new ValueTranslator(known);
    List<Predicate> accepted = new ArrayList<>();
    List<PushdownLog.Left> left = new ArrayList<>();
    for (Iterator<Predicate> each = offered.iterator(); each.hasNext(); ) {
      Predicate predicate = each.next();
      try {
        predicates.add(translator.translate(predicate));
        texts.add(predicate.describe());
        accepted.add(predicate);
        each.remove();
      } catch (LeftToSpark reason) {
        left.add(new PushdownLog.Left(predicate, reason.getMessage()));
      }
    }
    PushdownLog.predicates(left, known);
    return accepted;
  }

  /** Whether they select all rows. */
  boolean isEmpty() {
    return predicates.stream().allMatch(ValuePredicate.ALL::equals);
  }

  /** Whether they select no row. */
  boolean selectNothing() {
    return ValuePredicate.all(predicates).equals(ValuePredicate.NONE);
  }

  /** Lets each task return so many rows at most. */
  void limit(long limit) {
    most = Math.min(most, limit);
  }

  RowFilter filter() {
    return isEmpty()
        ? RowFilter.NONE
        : new RowFilter(ValuePredicate.all(predicates), String.join(" AND ", texts), most);
  }
}
