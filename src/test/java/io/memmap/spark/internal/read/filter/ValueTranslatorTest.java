package io.memmap.spark.internal.read.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.array.DType;
import io.memmap.array.SortedDouble;
import io.memmap.array.TimeDType;
import io.memmap.array.dtype.DTypes;
import io.memmap.spark.internal.read.source.ArrayPart;
import io.memmap.spark.internal.read.source.LeftToSpark;
import io.memmap.spark.internal.read.source.ScanColumn;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.connector.expressions.Cast;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.Expressions;
import org.apache.spark.sql.connector.expressions.LiteralValue;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.Test;

/** Predicates as sets of keys: true only where Spark's three-valued logic says true. */
class ValueTranslatorTest {
  private static final long NULL = TimeDType.NAT;

  private static final ScanColumn.Stored NUMBER = column("n", "|i1", DataTypes.ByteType);
  private static final ScanColumn.Stored DAY = column("d", "<M8[D]", DataTypes.DateType);
  private static final ScanColumn.Stored REAL = column("x", "<f4", DataTypes.FloatType);
  private static final ScanColumn.Stored TEXT = column("t", "<U3", DataTypes.StringType);

  private static ScanColumn.Stored column(String name, String dtype, DataType type) {
    DType stored = DTypes.parse(dtype);
    StructField field = new StructField(name, type, true, Metadata.empty());
    return new ScanColumn.Stored(field, new ArrayPart.Rows(), stored);
  }

  private static Expression literal(Object value, DataType type) {
    return new LiteralValue<>(value, type);
  }

  private static Expression day(Integer value) {
    return literal(value, DataTypes.DateType);
  }

  private static Predicate predicate(String name, Expression... children) {
    return new Predicate(name, children);
  }

  private static Expression named(String name) {
    return Expressions.column(name);
  }

  @SuppressWarnings("deprecation") // the only constructor of Spark 3.5
  private static Expression cast(Expression from, DataType type) {
    return new Cast(from, type);
  }

  private static Predicate not(Predicate predicate) {
    return predicate("NOT", predicate);
  }

  private static ValuePredicate translated(Predicate predicate) {
    try {
      return new ValueTranslator(List.of(NUMBER, DAY, REAL, TEXT)).translate(predicate);
    } catch (LeftToSpark e) {
      throw new AssertionError(e);
    }
  }

  private static ValuePredicate days(long... bounds) {
    return new ValuePredicate.Within(DAY, ranges(bounds));
  }

  private static KeyRanges ranges(long... bounds) {
    Stream.Builder<KeyRanges> all = Stream.builder();
    for (int i = 0; i < bounds.length; i += 2) {
      all.add(KeyRanges.of(bounds[i], bounds[i + 1]));
    }
    return KeyRanges.union(all.build().toList());
  }

  @Test
  void aNegatedComparisonIsNotTrueForNull() {
    Predicate less = predicate("<", named("d"), day(5));
    assertThat(translated(less)).isEqualTo(days(NULL + 1, 4));
    assertThat(translated(not(less))).isEqualTo(days(5, Long.MAX_VALUE));
    assertThat(translated(not(not(less)))).isEqualTo(translated(less));
    assertThat(translated(predicate("<>", named("d"), day(5))))
        .isEqualTo(days(NULL + 1, 4, 6, Long.MAX_VALUE));
    assertThat(translated(predicate(">", day(5), named("d")))).isEqualTo(translated(less));
  }

  @Test
  void nullSafeEqualityIsTrueOrFalseForNull() {
    Predicate same = predicate("<=>", named("d"), day(5));
    assertThat(translated(same)).isEqualTo(days(5, 5));
    assertThat(translated(not(same))).isEqualTo(days(NULL, 4, 6, Long.MAX_VALUE));
    Predicate missing = predicate("<=>", named("d"), day(null));
    assertThat(translated(missing)).isEqualTo(days(NULL, NULL));
    assertThat(translated(missing)).isEqualTo(translated(predicate("IS_NULL", named("d"))));
    assertThat(translated(not(missing))).isEqualTo(days(NULL + 1, Long.MAX_VALUE));
    assertThat(translated(predicate("IS_NULL", named("n")))).isEqualTo(ValuePredicate.NONE);
    assertThat(translated(predicate("IS_NOT_NULL", named("n")))).isEqualTo(ValuePredicate.ALL);
  }

  @Test
  void comparisonsWithNullAreNeverTrue() {
    for (String operator : List.of("=", "<>", "<", "<=", ">", ">=")) {
      Predicate unknown = predicate(operator, named("d"), day(null));
      assertThat(translated(unknown)).isEqualTo(ValuePredicate.NONE);
      assertThat(translated(not(unknown))).isEqualTo(ValuePredicate.NONE);
    }
    Predicate in = predicate("IN", named("d"), day(3), day(null), day(4), day(9));
    assertThat(translated(in)).isEqualTo(days(3, 4, 9, 9));
    assertThat(translated(not(in))).isEqualTo(ValuePredicate.NONE);
    assertThat(translated(not(predicate("IN", named("d"), day(3)))))
        .isEqualTo(days(NULL + 1, 2, 4, Long.MAX_VALUE));
  }

  @Test
  void testsOfOneColumnBecomeOne() {
    Predicate between =
        predicate("AND", predicate(">=", named("d"), day(2)), predicate("<=", named("d"), day(7)));
    assertThat(translated(between)).isEqualTo(days(2, 7));
    assertThat(translated(not(between))).isEqualTo(days(NULL + 1, 1, 8, Long.MAX_VALUE));
    Predicate real = predicate(">", named("x"), literal(1.0f, DataTypes.FloatType));
    assertThat(translated(not(predicate("OR", between, real))))
        .isEqualTo(
            new ValuePredicate.AllOf(
                List.of(
                    days(NULL + 1, 1, 8, Long.MAX_VALUE),
                    new ValuePredicate.Within(
                        REAL, ranges(SortedDouble.LEAST, SortedDouble.key(1))))));
  }

  @Test
  void nanIsGreatestAndZerosAreEqual() {
    for (float zero : new float[] {0.0f, -0.0f}) {
      Predicate atLeast = predicate(">=", named("x"), literal(zero, DataTypes.FloatType));
      assertThat(translated(atLeast))
          .isEqualTo(new ValuePredicate.Within(REAL, ranges(0, SortedDouble.NAN)));
    }
    Predicate nan = predicate("=", named("x"), literal(Float.NaN, DataTypes.FloatType));
    assertThat(translated(nan))
        .isEqualTo(new ValuePredicate.Within(REAL, ranges(SortedDouble.NAN, SortedDouble.NAN)));
    Predicate above = predicate(">", named("x"), literal(Float.NaN, DataTypes.FloatType));
    assertThat(translated(above)).isEqualTo(ValuePredicate.NONE);
  }

  @Test
  void literalsBeyondAColumnSelectAllOrNothing() {
    Expression wide = cast(named("n"), DataTypes.IntegerType);
    Expression many = literal(1_000, DataTypes.IntegerType);
    assertThat(translated(predicate("<", wide, many))).isEqualTo(ValuePredicate.ALL);
    assertThat(translated(predicate("=", wide, many))).isEqualTo(ValuePredicate.NONE);
  }

  @Test
  void exactCastsAreTranslatedAndOthersLeft() {
    Decimal half = Decimal.apply(new BigDecimal("2.5"));
    Expression decimal = cast(named("n"), DataTypes.createDecimalType(4, 1));
    assertThat(
            translated(predicate("<", decimal, literal(half, DataTypes.createDecimalType(4, 1)))))
        .isEqualTo(new ValuePredicate.Within(NUMBER, ranges(-128, 2)));
    Expression real = cast(named("n"), DataTypes.DoubleType);
    assertThat(translated(predicate(">", real, literal(0.5, DataTypes.DoubleType))))
        .isEqualTo(new ValuePredicate.Within(NUMBER, ranges(1, 127)));
    assertLeft(
        predicate("<", cast(named("x"), DataTypes.IntegerType), literal(1, DataTypes.IntegerType)),
        "may be inexact");
    assertLeft(
        predicate("=", named("t"), literal(null, DataTypes.StringType)), "t holds no numbers");
    assertLeft(predicate("=", named("n"), named("n")), "n is not a literal");
    assertLeft(predicate("STARTS_WITH", named("t"), named("t")), "no kernel for STARTS_WITH");
    assertLeft(predicate("=", named("other"), day(1)), "other is not a column");
  }

  private static void assertLeft(Predicate predicate, String reason) {
    assertThatThrownBy(
            () -> new ValueTranslator(List.of(NUMBER, DAY, REAL, TEXT)).translate(predicate))
        .isInstanceOf(LeftToSpark.class)
        .hasMessageContaining(reason);
  }

  @Test
  void setsAreJoinedAndCut() {
    KeyRanges some = ranges(1, 3, 5, 9, Long.MAX_VALUE - 1, Long.MAX_VALUE);
    KeyRanges all = KeyRanges.of(Long.MIN_VALUE, Long.MAX_VALUE);
    assertThat(some.complementIn(all))
        .isEqualTo(ranges(Long.MIN_VALUE, 0, 4, 4, 10, Long.MAX_VALUE - 2));
    assertThat(some.complementIn(all).complementIn(all)).isEqualTo(some);
    assertThat(some.intersect(ranges(2, 6))).isEqualTo(ranges(2, 3, 5, 6));
    assertThat(ranges(1, 3, 4, 6)).isEqualTo(ranges(1, 6)).hasToString("{1..6}");
    assertThat(KeyRanges.NONE.complementIn(all)).isEqualTo(all);
  }
}
