package io.memmap.spark.internal.read;

import io.memmap.array.OneLine;
import io.memmap.spark.internal.read.source.ScanColumn;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.expressions.SortOrder;
import org.apache.spark.sql.connector.expressions.aggregate.Aggregation;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.types.DataTypes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the log what a scan was offered and did not take over, and why: {@code Leaving limit 3 to
 * Spark: option pushdown is false}.
 */
final class PushdownLog {
  private static final Logger LOG = LoggerFactory.getLogger(PushdownLog.class);

  private static final String UNWANTED = "option pushdown is false";

  private PushdownLog() {}

  /** Nothing is taken over, because the user said so. */
  static void unwanted(String what) {
    say(what, UNWANTED);
  }

  /**
   * Predicates that say of no set of rows that they hold exactly there.
   *
   * @param known all columns that they may name
   */
  static void predicates(List<Predicate> predicates, List<ScanColumn> known) {
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < known.size(); i++) {
      places.putIfAbsent(known.get(i).field().name(), i);
    }
    for (Predicate predicate : predicates) {
      List<ScanColumn> named =
          names(predicate).stream()
              .map(places::get)
              .filter(Objects::nonNull)
              .sorted()
              .map(known::get)
              .toList();
      say(named(predicate), reason(named));
    }
  }

  /**
   * Why a predicate was not taken over.
   *
   * @param columns that it names
   */
  private static String reason(List<ScanColumn> columns) {
    String stored =
        columns.stream()
            .filter(column -> column.dtype().isPresent())
            .map(column -> column.field().name())
            .collect(Collectors.joining(", "));
    if (!stored.isEmpty()) {
      return "it needs the values of " + stored;
    }
    return columns.stream()
        .findFirst()
        .map(PushdownLog::understood)
        .orElse("it names no column of the array");
  }

  /** What of a column that is stored nowhere could have been taken over. */
  private static String understood(ScanColumn column) {
    String name = column.field().name();
    if (column instanceof ScanColumn.OfAxis axis && !axis.index().isSorted()) {
      return String.format(
          Locale.ROOT,
          "rows by %s lie in too many short ranges, or it is compared with no literal",
          name);
    }
    return column.field().dataType().equals(DataTypes.DoubleType)
        ? String.format(Locale.ROOT, "of %s, a double, no comparisons are understood", name)
        : String.format(
            Locale.ROOT,
            "of %s only comparisons with literals are understood, neither of them null",
            name);
  }

  static void aggregate(Aggregation aggregation, String reason) {
    say(named(aggregation), reason);
  }

  /**
   * The first rows in an order that is not that of the rows.
   *
   * @param byIndex whether the order is that of row indices, of which each file has its own
   */
  static void top(int limit, SortOrder[] orders, boolean byIndex) {
    say(
        named(limit, orders),
        byIndex
            ? "row indices of several files overlap"
            : "rows are sorted by nothing but their index");
  }

  /** The first rows by an index that several of them have, and by something else. */
  static void tied(int limit, SortOrder[] orders) {
    say(named(limit, orders), "several cells have one row index, and further keys sort them");
  }

  /** The first rows in some order, as a user calls them. */
  static String named(int limit, SortOrder[] orders) {
    return String.format(Locale.ROOT, "the first %d rows by %s", limit, listed(orders));
  }

  static String named(Predicate predicate) {
    return "predicate " + predicate.describe();
  }

  static String named(Aggregation aggregation) {
    String functions = listed(aggregation.aggregateExpressions());
    String groups = listed(aggregation.groupByExpressions());
    return ("aggregate " + functions + (groups.isEmpty() ? "" : " by " + groups))
        .replace("  ", " ");
  }

  private static String listed(Expression[] expressions) {
    return Arrays.stream(expressions).map(Expression::describe).collect(Collectors.joining(", "));
  }

  private static List<String> names(Expression expression) {
    return Arrays.stream(expression.references())
        .map(NamedReference::fieldNames)
        .map(path -> path[0])
        .distinct()
        .toList();
  }

  private static void say(String what, String reason) {
    LOG.info("Leaving {} to Spark: {}", OneLine.of(what), OneLine.of(reason));
  }
}
