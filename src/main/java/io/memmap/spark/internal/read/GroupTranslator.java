package io.memmap.spark.internal.read;

import io.memmap.array.ScalarDType;
import io.memmap.array.ScalarKind;
import io.memmap.spark.internal.read.rows.IndexBlocks;
import io.memmap.spark.internal.read.rows.RowBlockFunction;
import io.memmap.spark.internal.read.source.ArraySources;
import io.memmap.spark.internal.read.source.GroupKey;
import io.memmap.spark.internal.read.source.KnownColumns;
import io.memmap.spark.internal.read.source.LeftToSpark;
import io.memmap.spark.internal.read.source.ScanColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import org.apache.spark.sql.connector.expressions.Cast;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.GeneralScalarExpression;
import org.apache.spark.sql.connector.expressions.Literal;
import org.apache.spark.sql.connector.expressions.UserDefinedScalarFunc;
import org.apache.spark.sql.connector.expressions.aggregate.Aggregation;
import org.apache.spark.sql.connector.expressions.aggregate.GeneralAggregateFunc;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;

/** Translates what Spark groups by into keys whose groups kernels know how to number. */
final class GroupTranslator {
  private static final Set<ScalarKind> SMALL =
      EnumSet.of(
          ScalarKind.BOOL, ScalarKind.INT8, ScalarKind.UINT8, ScalarKind.INT16, ScalarKind.UINT16);

  /** The quotient of smaller whole numbers, rounded to a double, has the right floor. */
  private static final long EXACT_IN_DOUBLE = 1L << 53;

  /** Count, mean and squares. */
  private static final int OF_VARIANCE = 3;

  private final KnownColumns known;
  private final ArraySources sources;
  private final IntSupplier tasks;

  /**
   * @param known stored columns, indices and metadata columns
   * @param sources at least one
   * @param tasks how many tasks read them
   */
  GroupTranslator(List<ScanColumn> known, ArraySources sources, IntSupplier tasks) {
    this.known = new KnownColumns(known);
    this.sources = sources;
    this.tasks = tasks;
  }

  /**
   * What to group by, in Spark's order.
   *
   * @throws LeftToSpark if a key has no kernel, or if there would be too many groups
   */
  List<GroupKey> keys(Aggregation aggregation) throws LeftToSpark {
    List<GroupKey> keys = new ArrayList<>();
    for (Expression expression : aggregation.groupByExpressions()) {
      keys.add(
          key(expression)
              .orElseThrow(
                  () ->
                      new LeftToSpark(
                          "it groups by "
                              + expression.describe()
                              + ", which is no column of a file, index, block of rows, boolean or"
                              + " integer of 8 or 16 bits")));
    }
    return new GroupSlots(sources, tasks).of(keys, accumulators(aggregation));
  }

  /** Numbers that a task keeps for each group. */
  private static int accumulators(Aggregation aggregation) {
    return Arrays.stream(aggregation.aggregateExpressions())
        .mapToInt(function -> function instanceof GeneralAggregateFunc ? OF_VARIANCE : 1)
        .sum();
  }

  private Optional<GroupKey> key(Expression expression) {
    if (expression instanceof UserDefinedScalarFunc function) {
      return RowBlockFunction.called(function.canonicalName())
          .flatMap(blocks -> blocks(function.children()[0], IndexBlocks.of(blocks)))
          .map(GroupKey.class::cast);
    } else if (expression instanceof GeneralScalarExpression scalar) {
      boolean floor = scalar.name().equals("FLOOR");
      return (floor ? floor(scalar.children()[0]) : remainder(scalar)).map(GroupKey.class::cast);
    }
    return known.column(expression).flatMap(this::key);
  }

  private Optional<GroupKey> key(ScanColumn column) {
    if (column instanceof ScanColumn.OfFile constant) {
      return Optional.of(new GroupKey.OfFile(constant));
    } else if (column instanceof ScanColumn.Index index) {
      return Optional.of(GroupKey.OfIndex.of(index, IndexBlocks.SINGLE, sources.all()));
    } else if (column instanceof ScanColumn.Stored stored
        && stored.storedDType() instanceof ScalarDType dtype
        && SMALL.contains(dtype.kind())
        && !stored.field().nullable()
        && isWhole(stored.field().dataType())) {
      return Optional.of(new GroupKey.OfNumber(stored, dtype));
    }
    return Optional.empty();
  }

  private static boolean isWhole(DataType type) {
    return type instanceof BooleanType
        || type instanceof ByteType
        || type instanceof ShortType
        || type instanceof IntegerType
        || type instanceof LongType;
  }

  /** {@code floor(index / n)}, for which Spark divides doubles. */
  private Optional<GroupKey.OfIndex> floor(Expression quotient) {
    if (quotient instanceof GeneralScalarExpression division
        && division.name().equals("/")
        && division.children()[0] instanceof Cast cast
        && cast.dataType() instanceof DoubleType) {
      return whole(division.children()[1])
          .map(IndexBlocks::ofLength)
          .flatMap(blocks -> blocks(cast.expression(), blocks))
          .filter(key -> key.range().greatest() < EXACT_IN_DOUBLE);
    }
    return Optional.empty();
  }

  private Optional<GroupKey.OfIndex> remainder(GeneralScalarExpression expression) {
    return expression.name().equals("%")
        ? whole(expression.children()[1])
            .map(IndexBlocks::remainder)
            .flatMap(blocks -> blocks(expression.children()[0], blocks))
        : Optional.empty();
  }

  /** A literal that is a whole number of 1 or more. */
  private static Optional<Long> whole(Expression expression) {
    if (expression instanceof Literal<?> literal && literal.value() instanceof Number number) {
      long whole = number.longValue();
      return Optional.of(whole).filter(some -> some >= 1 && some == number.doubleValue());
    }
    return Optional.empty();
  }

  private Optional<GroupKey.OfIndex> blocks(Expression expression, IndexBlocks blocks) {
    return known
        .column(expression)
        .filter(ScanColumn.Index.class::isInstance)
        .map(ScanColumn.Index.class::cast)
        .map(index -> GroupKey.OfIndex.of(index, blocks, sources.all()));
  }
}
