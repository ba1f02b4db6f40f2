package io.memmap.spark.read;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.Literal;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Understands Spark's predicates on the index of a row, and on what is the same for all rows of a
 * file. Comparisons with null are left alone, so that what is understood is true or false for every
 * row, and NOT is exact.
 */
final class PredicateReader {
  private final List<ScanColumn> columns;
  private final ArraySource source;

  /**
   * Reads predicates on one array.
   *
   * @param columns that a predicate may name
   */
  PredicateReader(List<ScanColumn> columns, ArraySource source) {
    this.columns = columns;
    this.source = source;
  }

  /** Never fails: what is not understood may hold for every row. */
  RowPredicate read(Predicate predicate) {
    Expression[] children = predicate.children();
    return switch (predicate.name()) {
      case "AND" -> read(children[0]).and(read(children[1]));
      case "OR" -> read(children[0]).or(read(children[1]));
      case "NOT" -> not(read(children[0]));
      case "ALWAYS_TRUE" -> RowPredicate.exactly(all());
      case "ALWAYS_FALSE" -> RowPredicate.exactly(RowRanges.NONE);
      case "IS_NULL" -> isNull(children[0]);
      case "IS_NOT_NULL" -> not(isNull(children[0]));
      case "IN" -> in(children);
      case "=", "<=>", "<>", "<", "<=", ">", ">=" -> comparison(predicate.name(), children);
      default -> unknown();
    };
  }

  private RowPredicate read(Expression expression) {
    return expression instanceof Predicate predicate ? read(predicate) : unknown();
  }

  private RowPredicate not(RowPredicate predicate) {
    return predicate.exact()
        ? RowPredicate.exactly(predicate.rows().complement(source.rows()))
        : unknown();
  }

  /** An index never is; what is the same for all rows of a file is null in all of them, or none. */
  private RowPredicate isNull(Expression side) {
    return column(side)
        .filter(column -> column.dtype().isEmpty())
        .map(column -> column.isConstant() && column.constantOf(source) == null)
        .map(all -> RowPredicate.exactly(all ? all() : RowRanges.NONE))
        .orElseGet(this::unknown);
  }

  private RowPredicate in(Expression[] children) {
    List<RowRanges> found = new ArrayList<>();
    for (Expression value : Arrays.asList(children).subList(1, children.length)) {
      RowPredicate one = comparison("=", new Expression[] {children[0], value});
      if (!one.exact()) {
        return unknown();
      }
      found.add(one.rows());
    }
    return RowPredicate.exactly(RowRanges.union(found));
  }

  private RowPredicate comparison(String operator, Expression[] sides) {
    if (sides.length != 2) {
      return unknown();
    }
    if (sides[0] instanceof Literal<?> && sides[1] instanceof NamedReference) {
      return comparison(mirrored(operator), new Expression[] {sides[1], sides[0]});
    }
    if (!(sides[1] instanceof Literal<?> literal) || literal.value() == null) {
      return unknown();
    }
    Optional<ScanColumn> column = column(sides[0]);
    Optional<AxisIndex> index = column.flatMap(ScanColumn::index).map(source::numbered);
    if (index.isPresent()) {
      OptionalLong value = wholeNumber(literal.value());
      return value.isEmpty() ? unknown() : onIndex(index.get(), operator, value.getAsLong());
    }
    return column
        .filter(ScanColumn::isConstant)
        .flatMap(constant -> order(constant.constantOf(source), literal.value()))
        .map(order -> RowPredicate.exactly(holds(operator, order) ? all() : RowRanges.NONE))
        .orElseGet(this::unknown);
  }

  private Optional<ScanColumn> column(Expression side) {
    return side instanceof NamedReference reference && reference.fieldNames().length == 1
        ? columns.stream()
            .filter(column -> column.field().name().equals(reference.fieldNames()[0]))
            .findFirst()
        : Optional.empty();
  }

  /** An index of an inner axis has the same rows in every round through that axis. */
  private RowPredicate onIndex(AxisIndex index, String operator, long value) {
    long round = index.isSorted() ? source.rows() : index.step() * index.length();
    RowRanges once = new SortedIndex(index, round).where(operator, value);
    if (round == source.rows()) {
      return RowPredicate.exactly(once);
    }
    long rounds = source.rows() / round;
    return once.areWorthRepeating(rounds)
        ? RowPredicate.exactly(once.repeated(round, rounds))
        : unknown();
  }

  /** How two values compare, if they can be compared without a doubt. */
  private static Optional<Integer> order(Object constant, Object literal) {
    if (constant instanceof String text && literal instanceof UTF8String other) {
      return Optional.of(UTF8String.fromString(text).compareTo(other));
    }
    OptionalLong one = wholeNumber(constant);
    OptionalLong two = wholeNumber(literal);
    return one.isPresent() && two.isPresent()
        ? Optional.of(Long.compare(one.getAsLong(), two.getAsLong()))
        : Optional.empty();
  }

  private static boolean holds(String operator, int order) {
    return switch (operator) {
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      case ">=" -> order >= 0;
      case "<>" -> order != 0;
      default -> order == 0;
    };
  }

  private static String mirrored(String operator) {
    return switch (operator) {
      case "<" -> ">";
      case "<=" -> ">=";
      case ">" -> "<";
      case ">=" -> "<=";
      default -> operator;
    };
  }

  private static OptionalLong wholeNumber(Object value) {
    boolean whole =
        value instanceof Long
            || value instanceof Integer
            || value instanceof Short
            || value instanceof Byte;
    return whole ? OptionalLong.of(((Number) value).longValue()) : OptionalLong.empty();
  }

  private RowRanges all() {
    return RowRanges.of(0, source.rows());
  }

  private RowPredicate unknown() {
    return new RowPredicate(all(), false);
  }
}
