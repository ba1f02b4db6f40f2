package io.memmap.spark.internal.read.filter;

import io.memmap.spark.internal.read.source.KnownColumns;
import io.memmap.spark.internal.read.source.LeftToSpark;
import io.memmap.spark.internal.read.source.PredicateTranslator;
import io.memmap.spark.internal.read.source.ScanColumn;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.connector.expressions.Cast;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.Literal;
import org.apache.spark.sql.connector.expressions.filter.Predicate;

/**
 * Translates Spark's predicates on stored values into sets of keys. Negations are moved down to the
 * comparisons, where they are exact in Spark's three-valued logic: neither a comparison with null
 * nor its negation is true.
 */
public final class ValueTranslator {
  private final KnownColumns columns;

  /**
   * Translates predicates on arrays with these columns.
   *
   * @param columns that predicates may name
   */
  public ValueTranslator(List<ScanColumn> columns) {
    this.columns = new KnownColumns(columns);
  }

  /** The keys of one side of a comparison. */
  private record Side(ScanColumn.Stored column, ColumnKeys keys) {
    ValuePredicate within(KeyRanges ranges) {
      boolean all = !keys.nullable() && ranges.equals(keys.values());
      return all
          ? ValuePredicate.ALL
          : ranges.isEmpty() ? ValuePredicate.NONE : new ValuePredicate.Within(column, ranges);
    }

    /** The values in a set, or those that are not; never null. */
    ValuePredicate values(KeyRanges ranges, boolean negated) {
      return within(negated ? ranges.complementIn(keys.values()) : ranges);
    }

    /** The values in a set, or those that are not and null. */
    ValuePredicate valuesOrNull(KeyRanges ranges, boolean negated) {
      KeyRanges whole = KeyRanges.union(List.of(keys.nulls(), keys.values()));
      return within(negated ? ranges.complementIn(whole) : ranges);
    }
  }

  /**
   * Translates a predicate.
   *
   * @throws LeftToSpark if a part of it has no exact translation
   */
  public ValuePredicate translate(Predicate predicate) throws LeftToSpark {
    return translate(predicate, false);
  }

  private ValuePredicate translate(Expression expression, boolean negated) throws LeftToSpark {
    if (!(expression instanceof Predicate predicate)) {
      throw new LeftToSpark(expression.describe() + " is no comparison with a literal");
    }
    Expression[] children = predicate.children();
    return switch (predicate.name()) {
      case "AND", "OR" -> joined(predicate, negated);
      case "NOT" -> translate(children[0], !negated);
      case "ALWAYS_TRUE" -> negated ? ValuePredicate.NONE : ValuePredicate.ALL;
      case "ALWAYS_FALSE" -> negated ? ValuePredicate.ALL : ValuePredicate.NONE;
      case "IS_NULL" -> isNull(side(children[0]), negated);
      case "IS_NOT_NULL" -> isNull(side(children[0]), !negated);
      case "IN" -> in(children, negated);
      case "=", "<=>", "<>", "<", "<=", ">", ">=" ->
          comparison(predicate.name(), children, negated);
      default -> throw new LeftToSpark("there is no kernel for " + predicate.name());
    };
  }

  /** A chain of one operator, which generated queries make very long. */
  private ValuePredicate joined(Predicate predicate, boolean negated) throws LeftToSpark {
    List<ValuePredicate> parts = new ArrayList<>();
    Deque<Expression> left = new ArrayDeque<>(List.of(predicate));
    while (!left.isEmpty()) {
      Expression part = left.pop();
      if (part instanceof Predicate same && same.name().equals(predicate.name())) {
        left.push(same.children()[1]);
        left.push(same.children()[0]);
      } else {
        parts.add(translate(part, negated));
      }
    }
    return predicate.name().equals("AND") == negated
        ? ValuePredicate.any(parts)
        : ValuePredicate.all(parts);
  }

  private static ValuePredicate isNull(Side side, boolean negated) {
    return side.valuesOrNull(side.keys.nulls(), negated);
  }

  private ValuePredicate in(Expression[] children, boolean negated) throws LeftToSpark {
    Side side = side(children[0]);
    List<KeyRanges> some = new ArrayList<>();
    boolean unknown = false; // for each value that is not among the others
    for (Expression child : Arrays.asList(children).subList(1, children.length)) {
      Optional<Object> value = value(child, side);
      value.ifPresent(known -> some.add(side.keys.equalTo(known)));
      unknown |= value.isEmpty();
    }
    return negated && unknown ? ValuePredicate.NONE : side.values(KeyRanges.union(some), negated);
  }

  private ValuePredicate comparison(String operator, Expression[] sides, boolean negated)
      throws LeftToSpark {
    if (sides[0] instanceof Literal<?> && !(sides[1] instanceof Literal<?>)) {
      return comparison(
          PredicateTranslator.mirrored(operator), new Expression[] {sides[1], sides[0]}, negated);
    }
    Side side = side(sides[0]);
    Optional<Object> value = value(sides[1], side);
    if (operator.equals("<=>")) {
      return side.valuesOrNull(value.map(side.keys::equalTo).orElseGet(side.keys::nulls), negated);
    } else if (value.isEmpty()) {
      return ValuePredicate.NONE; // null, and so is its negation
    }
    Object literal = value.get();
    return switch (operator) {
      case "<" -> side.values(side.keys.below(literal), negated);
      case "<=" -> side.values(side.keys.upTo(literal), negated);
      case ">" -> side.values(side.keys.upTo(literal), !negated);
      case ">=" -> side.values(side.keys.below(literal), !negated);
      case "<>" -> side.values(side.keys.equalTo(literal), !negated);
      default -> side.values(side.keys.equalTo(literal), negated);
    };
  }

  /** A literal of the side's type; empty if it is null. */
  private static Optional<Object> value(Expression expression, Side side) throws LeftToSpark {
    if (!(expression instanceof Literal<?> literal)) {
      throw new LeftToSpark(expression.describe() + " is not a literal");
    }
    if (literal.value() != null
        && !literal.dataType().getClass().equals(side.keys.type().getClass())) {
      throw new LeftToSpark(expression.describe() + " has another type than the column");
    }
    return Optional.ofNullable(literal.value());
  }

  private Side side(Expression expression) throws LeftToSpark {
    if (expression instanceof Cast cast) {
      Side inner = side(cast.expression());
      return new Side(
          inner.column,
          inner
              .keys
              .castTo(cast.dataType())
              .orElseThrow(() -> new LeftToSpark(expression.describe() + " may be inexact")));
    }
    Optional<ScanColumn> column = columns.column(expression);
    if (column.isPresent() && column.get() instanceof ScanColumn.Stored stored) {
      return new Side(
          stored,
          ColumnKeys.of(stored)
              .orElseThrow(
                  () ->
                      new LeftToSpark(
                          expression.describe() + " holds no numbers, booleans or times")));
    }
    throw new LeftToSpark(
        expression.describe() + (column.isEmpty() ? " is not a column" : " is not stored"));
  }
}
