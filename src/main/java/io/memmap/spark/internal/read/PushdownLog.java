package io.memmap.spark.internal.read;

import io.memmap.array.OneLine;
import io.memmap.spark.internal.read.source.ScanColumn;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
 * Logs each operation that a scan was offered and left to Spark, with the reason: {@code Leaving
 * limit 3 to Spark: option pushdown is false}.
 */
final class PushdownLog {
  private static final Logger LOG = LoggerFactory.getLogger(PushdownLog.class);

  private static final String UNWANTED = "option pushdown is false";

  private PushdownLog() {}

  /** The user has turned push-down off. */
  static void unwanted(String what) {
    say(what, UNWANTED);
  }

  /** Something that counts rows, of which each is a range of rows. */
  static void ofRanges(String what) {
    say(what, "each row stands for a range of rows");
  }

  /**
   * A predicate that neither the numbers of rows nor their values answer.
   *
   * @param reason why values do not answer it
   */
  record Left(Predicate predicate, String reason) {}

  /**
   * Predicates that Spark evaluates.
   *
   * @param known all columns that predicates may name
   */
  static void predicates(List<Left> predicates, List<ScanColumn> known) {
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < known.size(); i++) {
      places.putIfAbsent(known.get(i).field().name(), i);
    }
    for (Left left : predicates) {
      List<ScanColumn> named =
          names(left.predicate).stream()
              .map(places::get)
              .filter(Objects::nonNull)
              .sorted()
              .map(known::get)
              .toList();
      say(named(left.predicate), reason(named).orElse(left.reason));
    }
  }

  /**
   * The reason why a predicate was left to Spark, if it is not about values.
   *
   * @param columns that the predicate names
   */
  private static Optional<String> reason(List<ScanColumn> columns) {
    if (columns.stream().anyMatch(ScanColumn::isStored)) {
      return Optional.empty();
    }
    return columns.stream()
        .findFirst()
        .map(PushdownLog::understood)
        .or(() -> Optional.of("it names no column of the array"));
  }

  /** The reason for a column that is not stored: which predicates on it are pushed down. */
  private static String understood(ScanColumn column) {
    String name = column.field().name();
    if (column instanceof ScanColumn.OfAxis axis && !axis.index().isSorted()) {
      return String.format(
          Locale.ROOT,
          "%s selects too many short ranges of rows, or is not compared with a literal",
          name);
    }
    return column.field().dataType().equals(DataTypes.DoubleType)
        ? String.format(Locale.ROOT, "comparisons of %s, a double, are not pushed down", name)
        : String.format(
            Locale.ROOT,
            "only comparisons of %s with literals other than null are pushed down",
            name);
  }

  static void aggregate(Aggregation aggregation, String reason) {
    say(named(aggregation), reason);
  }

  /**
   * A top N by other keys than the row index of one array.
   *
   * @param byIndex whether the first key is the row index, of several files then
   */
  static void top(int limit, SortOrder[] orders, boolean byIndex) {
    say(
        named(limit, orders),
        byIndex
            ? "row indices of several files overlap"
            : "the scan returns rows in the order of their index only");
  }

  /** A top N by an index that several cells share, and by further keys. */
  static void tied(int limit, SortOrder[] orders) {
    say(named(limit, orders), "several cells share a row index, and further keys order them");
  }

  /** A top N of rows that a predicate on values selects. */
  static void filtered(int limit, SortOrder[] orders) {
    say(named(limit, orders), "only their values tell which rows the scan returns");
  }

  /** A top N in words. */
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
