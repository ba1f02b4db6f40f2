package io.memmap.spark.internal.read;

import io.memmap.array.ScalarDType;
import io.memmap.array.ScalarKind;
import io.memmap.spark.internal.read.source.Aggregate;
import io.memmap.spark.internal.read.source.KnownColumns;
import io.memmap.spark.internal.read.source.LeftToSpark;
import io.memmap.spark.internal.read.source.ScanColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.expressions.aggregate.AggregateFunc;
import org.apache.spark.sql.connector.expressions.aggregate.Aggregation;
import org.apache.spark.sql.connector.expressions.aggregate.Avg;
import org.apache.spark.sql.connector.expressions.aggregate.Count;
import org.apache.spark.sql.connector.expressions.aggregate.CountStar;
import org.apache.spark.sql.connector.expressions.aggregate.GeneralAggregateFunc;
import org.apache.spark.sql.connector.expressions.aggregate.Max;
import org.apache.spark.sql.connector.expressions.aggregate.Min;
import org.apache.spark.sql.connector.expressions.aggregate.Sum;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.NumericType;

/** Translates Spark's aggregations into functions that have kernels. */
final class AggregateTranslator {
  /** A bigint holds the sum of so many integers of 32 bits. */
  private static final long MANY = 1L << 30;

  private final KnownColumns known;

  /**
   * @param known stored columns, indices and metadata columns
   */
  AggregateTranslator(List<ScanColumn> known) {
    this.known = new KnownColumns(known);
  }

  /**
   * All functions, in Spark's order.
   *
   * @param aggregation whose partial results Spark can aggregate further
   * @param averages names of columns whose average Spark computes from a sum
   * @throws LeftToSpark if one of them has no kernel
   */
  List<Aggregate> aggregates(Aggregation aggregation, Set<String> averages) throws LeftToSpark {
    List<Aggregate> aggregates = new ArrayList<>();
    for (AggregateFunc function : aggregation.aggregateExpressions()) {
      Aggregate aggregate = aggregate(function);
      if (aggregate instanceof Aggregate.OfColumn some
          && some.function() == Aggregate.Function.SUM
          && averages.contains(some.column().field().name())
          && mayOverflow(some.column())) {
        throw new LeftToSpark(
            "the average of a bigint column would need a sum, which may overflow");
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
    if (!hasPartialResults(aggregation)) {
      return Optional.empty();
    }
    List<Aggregate> aggregates = new ArrayList<>();
    try {
      for (AggregateFunc function : aggregation.aggregateExpressions()) {
        Aggregate aggregate =
            function instanceof Avg average
                ? new Aggregate.OfColumn(Aggregate.Function.AVG, reducible(average.column()))
                : aggregate(function);
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

  private static boolean mayOverflow(Aggregate aggregate, long rows) {
    if (!(aggregate instanceof Aggregate.OfColumn some)
        || some.function() == Aggregate.Function.MIN
        || some.function() == Aggregate.Function.MAX) {
      return false;
    }
    ScalarDType dtype = (ScalarDType) some.column().storedDType();
    return dtype.kind().code() != 'f' && (dtype.itemsize() > Integer.BYTES || rows > MANY);
  }

  /**
   * Whether partial results can be aggregated further ({@code
   * V2ScanRelationPushDown.supportPartialAggPushDown}): values that are distinct within each part
   * may be equal across parts.
   */
  static boolean hasPartialResults(Aggregation aggregation) {
    return Arrays.stream(aggregation.aggregateExpressions())
        .noneMatch(
            function ->
                function instanceof GeneralAggregateFunc
                    || (function instanceof Count count && count.isDistinct())
                    || (function instanceof Sum sum && sum.isDistinct())
                    || (function instanceof Avg average && average.isDistinct()));
  }

  /** Whether all rows are counted, and nothing else is asked for. */
  static boolean isCountOfRows(Aggregation aggregation) {
    return aggregation.groupByExpressions().length == 0
        && Arrays.stream(aggregation.aggregateExpressions()).allMatch(CountStar.class::isInstance);
  }

  /** Names of the columns whose average is asked for. */
  static List<String> averages(Aggregation aggregation) {
    List<String> names = new ArrayList<>();
    for (AggregateFunc function : aggregation.aggregateExpressions()) {
      if (function instanceof Avg average && average.column() instanceof NamedReference name) {
        names.add(String.join(".", name.fieldNames()));
      }
    }
    return names;
  }

  private static boolean mayOverflow(ScanColumn column) {
    return number(column).filter(dtype -> dtype.kind() == ScalarKind.INT64).isPresent();
  }

  private Aggregate aggregate(AggregateFunc function) throws LeftToSpark {
    if (function instanceof CountStar) {
      return new Aggregate.CountRows();
    } else if (function instanceof Count count) {
      return count(count);
    } else if (function instanceof Sum sum) {
      return new Aggregate.OfColumn(Aggregate.Function.SUM, reducible(sum.column()));
    } else if (function instanceof Min min) {
      return new Aggregate.OfColumn(Aggregate.Function.MIN, reducible(min.column()));
    } else if (function instanceof Max max) {
      return new Aggregate.OfColumn(Aggregate.Function.MAX, reducible(max.column()));
    }
    throw new LeftToSpark("there is no kernel for " + function.describe());
  }

  private Aggregate count(Count count) throws LeftToSpark {
    if (column(count.column()).field().nullable()) {
      throw new LeftToSpark(count.column().describe() + " may hold nulls");
    }
    return new Aggregate.CountRows();
  }

  private ScanColumn.Stored reducible(Expression expression) throws LeftToSpark {
    ScanColumn column = column(expression);
    Optional<ScalarKind> kind = number(column).map(ScalarDType::kind);
    if (!(column instanceof ScanColumn.Stored stored)
        || kind.isEmpty()
        || kind.get() == ScalarKind.BOOL) {
      throw new LeftToSpark(expression.describe() + " does not hold stored numbers");
    }
    if (kind.get() == ScalarKind.UINT64 && column.field().dataType() instanceof LongType) {
      throw new LeftToSpark(
          expression.describe() + " is uint64 read as bigint, which cannot hold every value");
    }
    return stored;
  }

  /** The dtype of a column of single numbers; nothing for other columns. */
  private static Optional<ScalarDType> number(ScanColumn column) {
    return column
        .dtype()
        .filter(dtype -> column.field().dataType() instanceof NumericType)
        .filter(ScalarDType.class::isInstance)
        .map(ScalarDType.class::cast);
  }

  private ScanColumn column(Expression expression) throws LeftToSpark {
    return known
        .column(expression)
        .orElseThrow(
            () -> new LeftToSpark(expression.describe() + " is not a column of the array"));
  }
}
