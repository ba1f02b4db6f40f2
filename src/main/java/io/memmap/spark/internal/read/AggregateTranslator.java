package io.memmap.spark.internal.read;

import io.memmap.spark.internal.read.source.Aggregate;
import io.memmap.spark.internal.read.source.KnownColumns;
import io.memmap.spark.internal.read.source.LeftToSpark;
import io.memmap.spark.internal.read.source.Numbers;
import io.memmap.spark.internal.read.source.ScanColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.aggregate.AggregateFunc;
import org.apache.spark.sql.connector.expressions.aggregate.Aggregation;
import org.apache.spark.sql.connector.expressions.aggregate.Avg;
import org.apache.spark.sql.connector.expressions.aggregate.Count;
import org.apache.spark.sql.connector.expressions.aggregate.CountStar;
import org.apache.spark.sql.connector.expressions.aggregate.GeneralAggregateFunc;
import org.apache.spark.sql.connector.expressions.aggregate.Max;
import org.apache.spark.sql.connector.expressions.aggregate.Min;
import org.apache.spark.sql.connector.expressions.aggregate.Sum;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;

/** Translates Spark's aggregations into functions that have kernels. */
final class AggregateTranslator {
  private static final Map<String, Aggregate.Function> VARIANCES =
      Stream.of(
              Aggregate.Function.VAR_POP,
              Aggregate.Function.VAR_SAMP,
              Aggregate.Function.STDDEV_POP,
              Aggregate.Function.STDDEV_SAMP)
          .collect(Collectors.toUnmodifiableMap(Enum::name, function -> function));

  private final KnownColumns known;
  private final NumbersTranslator numbers;

  /**
   * @param known stored columns, indices and metadata columns
   */
  AggregateTranslator(List<ScanColumn> known) {
    this.known = new KnownColumns(known);
    this.numbers = new NumbersTranslator(this.known);
  }

  /**
   * All functions, in Spark's order.
   *
   * @param aggregation whose partial results Spark can aggregate further
   * @param averages what Spark computes averages of, each from a sum
   * @param rows of all arrays
   * @throws LeftToSpark if one of them has no kernel
   */
  List<Aggregate> aggregates(Aggregation aggregation, Set<String> averages, long rows)
      throws LeftToSpark {
    List<Aggregate> aggregates = new ArrayList<>();
    for (AggregateFunc function : aggregation.aggregateExpressions()) {
      Aggregate aggregate = aggregate(function);
      if (aggregate instanceof Aggregate.OfNumbers some
          && function instanceof Sum sum
          && averages.contains(sum.column().describe())
          && !WholeNumbers.of(some.numbers()).map(range -> range.canBeAdded(rows)).orElse(true)) {
        throw new LeftToSpark(
            "the average of " + some.numbers() + " would need a sum, which may overflow");
      }
      aggregates.add(aggregate);
    }
    return aggregates;
  }

  /**
   * All functions, in Spark's order, if kernels compute their whole results; nothing if one has no
   * kernel, or if a sum may overflow, which Spark then treats as its settings say.
   *
   * @param rows of all arrays
   */
  Optional<List<Aggregate>> whole(Aggregation aggregation, long rows) {
    List<Aggregate> aggregates = new ArrayList<>();
    try {
      for (AggregateFunc function : aggregation.aggregateExpressions()) {
        Aggregate aggregate = whole(function);
        if (mayOverflow(aggregate, rows)) {
          return Optional.empty();
        }
        aggregates.add(aggregate);
      }
      return Optional.of(aggregates);
    } catch (LeftToSpark reason) {
      return Optional.empty();
    }
  }

  private Aggregate whole(AggregateFunc function) throws LeftToSpark {
    if (function instanceof Avg average && !average.isDistinct()) {
      return ofNumbers(Aggregate.Function.AVG, average.column());
    } else if (function instanceof GeneralAggregateFunc general) {
      return variance(general);
    } else if (!hasPartialResults(function)) {
      throw new LeftToSpark("there is no kernel for " + function.describe());
    }
    return aggregate(function);
  }

  /** Spark passes numbers as doubles, which the kernels of other numbers make themselves. */
  private Aggregate variance(GeneralAggregateFunc function) throws LeftToSpark {
    Aggregate.Function known = VARIANCES.get(function.name());
    if (known == null || function.isDistinct() || givesNaN()) {
      throw new LeftToSpark("there is no kernel for " + function.describe());
    }
    Numbers of = numbers.numbers(function.children()[0]);
    boolean converted =
        of instanceof Numbers.Converted cast
            && cast.type() instanceof DoubleType
            && cast.numbers() instanceof Numbers.Column;
    return new Aggregate.OfNumbers(known, converted ? ((Numbers.Converted) of).numbers() : of);
  }

  /** Whether the variance of a sample of one number is NaN and not null. */
  private static boolean givesNaN() {
    return Boolean.parseBoolean(
        SparkSession.active().conf().get("spark.sql.legacy.statisticalAggregate", "false"));
  }

  private static boolean mayOverflow(Aggregate aggregate, long rows) {
    if (!(aggregate instanceof Aggregate.OfNumbers some)
        || some.function() == Aggregate.Function.MIN
        || some.function() == Aggregate.Function.MAX
        || some.function().isVariance()) {
      return false;
    }
    return some.numbers().type() instanceof DecimalType
        || !WholeNumbers.of(some.numbers()).map(range -> range.canBeAdded(rows)).orElse(true);
  }

  /**
   * Whether partial results can be aggregated further ({@code
   * V2ScanRelationPushDown.supportPartialAggPushDown}): values that are distinct within each part
   * may be equal across parts.
   */
  static boolean hasPartialResults(Aggregation aggregation) {
    return Arrays.stream(aggregation.aggregateExpressions())
        .allMatch(AggregateTranslator::hasPartialResults);
  }

  private static boolean hasPartialResults(AggregateFunc function) {
    return !(function instanceof GeneralAggregateFunc
        || (function instanceof Count count && count.isDistinct())
        || (function instanceof Sum sum && sum.isDistinct())
        || (function instanceof Avg average && average.isDistinct()));
  }

  /** Whether all rows are counted, and nothing else is asked for. */
  static boolean isCountOfRows(Aggregation aggregation) {
    return aggregation.groupByExpressions().length == 0
        && Arrays.stream(aggregation.aggregateExpressions()).allMatch(CountStar.class::isInstance);
  }

  /** What averages are asked for of, as text. */
  static List<String> averages(Aggregation aggregation) {
    List<String> names = new ArrayList<>();
    for (AggregateFunc function : aggregation.aggregateExpressions()) {
      if (function instanceof Avg average) {
        names.add(average.column().describe());
      }
    }
    return names;
  }

  private Aggregate aggregate(AggregateFunc function) throws LeftToSpark {
    if (function instanceof CountStar) {
      return new Aggregate.CountRows();
    } else if (function instanceof Count count) {
      return count(count);
    } else if (function instanceof Sum sum) {
      return ofNumbers(Aggregate.Function.SUM, sum.column());
    } else if (function instanceof Min min) {
      return ofNumbers(Aggregate.Function.MIN, min.column());
    } else if (function instanceof Max max) {
      return ofNumbers(Aggregate.Function.MAX, max.column());
    }
    throw new LeftToSpark("there is no kernel for " + function.describe());
  }

  private Aggregate ofNumbers(Aggregate.Function function, Expression of) throws LeftToSpark {
    return new Aggregate.OfNumbers(function, numbers.numbers(of));
  }

  /** No number is null. */
  private Aggregate count(Count count) throws LeftToSpark {
    Optional<ScanColumn> column = known.column(count.column());
    if (column.isEmpty()) {
      numbers.numbers(count.column());
    } else if (column.get().field().nullable()) {
      throw new LeftToSpark(count.column().describe() + " may hold nulls");
    }
    return new Aggregate.CountRows();
  }
}
