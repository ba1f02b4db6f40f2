package io.memmap.spark.internal.read.source;

import io.memmap.spark.internal.read.rows.CandidateRows;
import io.memmap.spark.internal.read.rows.RowRanges;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.Literal;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Translates Spark's predicates on indices of rows and on constants of files. Comparisons with null
 * are not translated, so a translated predicate is true or false for every row and its negation is
 * exact.
 *
 * <p>A predicate is translated once for all arrays.
 */
public final class PredicateTranslator {
  private static final ArrayPredicate UNKNOWN = source -> new CandidateRows(all(source), false);
  private static final ArrayPredicate ALL = source -> CandidateRows.exactly(all(source));
  private static final ArrayPredicate NONE = source -> CandidateRows.exactly(RowRanges.NONE);

  private final KnownColumns columns;

  /**
   * Translates predicates on arrays with these columns.
   *
   * @param columns that predicates may name
   */
  public PredicateTranslator(List<ScanColumn> columns) {
    this.columns = new KnownColumns(columns);
  }

  /** Translates a predicate. One that is not understood may hold for every row. */
  public ArrayPredicate translate(Predicate predicate) {
    Expression[] children = predicate.children();
    return switch (predicate.name()) {
      case "AND" -> and(translate(children[0]), translate(children[1]));
      case "OR" -> or(predicate);
      case "NOT" -> not(translate(children[0]));
      case "ALWAYS_TRUE" -> ALL;
      case "ALWAYS_FALSE" -> NONE;
      case "IS_NULL" -> isNull(children[0]);
      case "IS_NOT_NULL" -> not(isNull(children[0]));
      case "IN" -> in(children[0], Arrays.asList(children).subList(1, children.length));
      case "=", "<=>", "<>", "<", "<=", ">", ">=" -> comparison(predicate.name(), children);
      default -> UNKNOWN;
    };
  }

  private ArrayPredicate translate(Expression expression) {
    return expression instanceof Predicate predicate ? translate(predicate) : UNKNOWN;
  }

  private static ArrayPredicate and(ArrayPredicate one, ArrayPredicate other) {
    return source -> one.on(source).and(other.on(source));
  }

  /**
   * Equalities of one column become one {@code IN}, since generated queries have thousands of them.
   */
  private ArrayPredicate or(Predicate predicate) {
    List<ArrayPredicate> sides = new ArrayList<>();
    Map<ScanColumn, List<Expression>> equalities = new LinkedHashMap<>();
    Deque<Expression> left = new ArrayDeque<>(List.of(predicate));
    while (!left.isEmpty()) {
      Expression side = left.pop();
      if (side instanceof Predicate some && some.name().equals("OR")) {
        Arrays.stream(some.children()).forEach(left::push);
      } else if (side instanceof Predicate some && isEquality(some)) {
        equalities
            .computeIfAbsent(
                columns.column(some.children()[0]).orElseThrow(), key -> new ArrayList<>())
            .add(some.children()[1]);
      } else {
        sides.add(translate(side));
      }
    }
    equalities.forEach((column, values) -> sides.add(in(column.reference(), values)));
    return source -> CandidateRows.any(sides.stream().map(side -> side.on(source)).toList());
  }

  private boolean isEquality(Predicate predicate) {
    Expression[] sides = predicate.children();
    return predicate.name().equals("=")
        && sides.length == 2
        && sides[1] instanceof Literal<?>
        && columns.column(sides[0]).isPresent();
  }

  private static ArrayPredicate not(ArrayPredicate predicate) {
    return source -> {
      CandidateRows found = predicate.on(source);
      return found.exact()
          ? CandidateRows.exactly(found.rows().complement(source.rows()))
          : UNKNOWN.on(source);
    };
  }

  /** Indices are never null; a constant of a file is null for each of its rows or for none. */
  private ArrayPredicate isNull(Expression side) {
    ScanColumn column = columns.column(side).orElse(null);
    if (column instanceof ScanColumn.OfFile constant) {
      return source -> constant.constantOf(source) == null ? ALL.on(source) : NONE.on(source);
    }
    return column instanceof ScanColumn.Index ? NONE : UNKNOWN;
  }

  private ArrayPredicate in(Expression side, List<Expression> values) {
    Optional<ScanColumn> column = columns.column(side);
    boolean literals = values.stream().allMatch(Literal.class::isInstance);
    if (column.isEmpty() || !literals) {
      return UNKNOWN;
    }
    List<Literal<?>> some = new ArrayList<>();
    values.forEach(value -> some.add((Literal<?>) value));
    return KnownValues.of(some).map(known -> in(column.get(), known)).orElse(UNKNOWN);
  }

  private static ArrayPredicate in(ScanColumn column, KnownValues values) {
    if (column instanceof ScanColumn.Index index && values instanceof KnownValues.Numbers numbers) {
      return source -> new IndexRows(source, index.indexIn(source)).in(numbers);
    } else if (column instanceof ScanColumn.OfFile constant) {
      return source ->
          values
              .contain(constant.constantOf(source))
              .map(found -> found ? ALL.on(source) : NONE.on(source))
              .orElseGet(() -> UNKNOWN.on(source));
    }
    return UNKNOWN;
  }

  private ArrayPredicate comparison(String operator, Expression[] sides) {
    if (sides.length != 2) {
      return UNKNOWN;
    }
    if (sides[0] instanceof Literal<?> && sides[1] instanceof NamedReference) {
      return comparison(mirrored(operator), new Expression[] {sides[1], sides[0]});
    }
    Optional<ScanColumn> column = columns.column(sides[0]);
    return column.isPresent() && sides[1] instanceof Literal<?> literal && literal.value() != null
        ? comparison(column.get(), operator, literal.value())
        : UNKNOWN;
  }

  private static ArrayPredicate comparison(ScanColumn column, String operator, Object literal) {
    OptionalLong number = KnownValues.wholeNumber(literal);
    if (column instanceof ScanColumn.Index index && number.isPresent()) {
      return source ->
          new IndexRows(source, index.indexIn(source)).where(operator, number.getAsLong());
    } else if (column instanceof ScanColumn.OfFile constant) {
      return source ->
          order(constant.constantOf(source), literal)
              .map(order -> holds(operator, order) ? ALL.on(source) : NONE.on(source))
              .orElseGet(() -> UNKNOWN.on(source));
    }
    return UNKNOWN;
  }

  /** The order of a constant and a literal, if both are texts or both are whole numbers. */
  private static Optional<Integer> order(Object constant, Object literal) {
    if (constant instanceof String text && literal instanceof UTF8String other) {
      return Optional.of(UTF8String.fromString(text).compareTo(other));
    }
    OptionalLong one = KnownValues.wholeNumber(constant);
    OptionalLong two = KnownValues.wholeNumber(literal);
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

  /** The operator that compares the same two sides in the other order. */
  public static String mirrored(String operator) {
    return switch (operator) {
      case "<" -> ">";
      case "<=" -> ">=";
      case ">" -> "<";
      case ">=" -> "<=";
      default -> operator;
    };
  }

  private static RowRanges all(ArraySource source) {
    return RowRanges.of(0, source.rows());
  }
}
